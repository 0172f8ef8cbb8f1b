import os
import pathlib

import amnok
import pytest
from conftest import resealed

VARY = {"bribe.theta": (0.2, 0.6), "attempt.leave_per_year": None}


@pytest.fixture(scope="session")
def days():
    """The scenario that comes with the package, cut to three days."""
    return amnok.load().with_({"period.end": "2019-01-03"})


@pytest.fixture(scope="session")
def whole(days, tmp_path_factory):
    """Four parts: 64 points, one run each."""
    return amnok.sweep(days, vary=VARY, points=64, out=tmp_path_factory.mktemp("sweep") / "whole")


def tables(folder):
    """Every table of a sweep, by name."""
    folder = pathlib.Path(folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.parquet") if p.stem != "sensitivity"}


def test_what_a_sweep_leaves(days, whole):
    import polars

    assert whole.manifest["design"] == "lhs" and whole.manifest["replicates"] == 1
    points = whole.points.to_polars()
    assert points.columns == ["point", *VARY] and points.height == 64
    assert points["bribe.theta"].min() >= 0.2 and points["bribe.theta"].max() <= 0.6
    runs = whole.runs.to_polars()
    assert runs.columns == ["point", "replicate", "year", "activity", "force", "reported_by", "measure", "value"]
    assert runs["point"].unique().sort().to_list() == list(range(64))
    assert runs.equals(polars.read_parquet(whole.folder / "runs/*.parquet"))
    assert whole.scenario.set == days.set and whole.scenario.digest == days.digest
    assert os.fspath(whole) == str(whole.folder) and "lhs of 64" in repr(whole)


def test_a_sweep_is_shown_in_words_and_drawn_by_its_strongest_values(days, whole):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    words = days.words("attempt.leave_per_year")
    assert words.startswith("Hazard of trying to leave") and words in whole._repr_html_() and "64 points, 2 values varied" in whole._repr_html_()
    first = [row for row in whole.sensitivity() if row["outcome"] == "attempts_leave" and row["index"] == "first"]
    bars = [bar.get_width() for bar in whole.plot("attempts_leave").patches]
    assert bars == sorted((max(row["value"], 0.0) for row in first), reverse=True)
    with pytest.raises(ValueError, match="there is no nothing; there are"):
        whole.plot("nothing")
    with pytest.raises(KeyError, match="did you mean bribe.theta"):
        days.words("bribe.tetha")


def test_threads_parts_and_a_stop_leave_the_same_bytes(days, whole, tmp_path):
    expected = tables(whole)
    assert len(expected) == 5
    one = amnok.sweep(days, vary=VARY, points=64, out=tmp_path / "one", threads=1)
    assert tables(one) == expected
    for i in ["1/2", "2/2"]:
        part = amnok.sweep(days, vary=VARY, points=64, out=tmp_path / i[0], part=i)
        assert len(tables(part)) == 3
        with pytest.raises(amnok.ResultError, match="2 of 4 parts"):
            part.sensitivity()
    merged = amnok.Sweep.merge(tmp_path / "merged", [tmp_path / "2", tmp_path / "1"])
    assert tables(merged) == expected

    class Stop(Exception):
        pass

    def told(done, of):
        if done > 33:
            raise Stop

    asked = {"vary": VARY, "points": 64, "out": tmp_path / "stopped", "threads": 1}
    with pytest.raises(Stop):
        amnok.sweep(days, **asked, progress=told)
    assert not (tmp_path / "stopped").exists()
    seen = []
    assert tables(amnok.sweep(days, **asked, progress=lambda *at: seen.append(at))) == expected
    assert 16 <= len(seen) < 64 and seen[-1] == (len(seen), len(seen))


def test_a_part_that_cannot_be_written_loses_nothing(days, whole, tmp_path):
    out = tmp_path / "full"
    trap = tmp_path / "full.partial/part-000002.parquet.unfinished"

    def told(done, of):
        if done == 1:
            trap.mkdir()

    asked = {"vary": VARY, "points": 64, "out": out, "threads": 1}
    with pytest.raises(amnok.ResultError, match="(?s)part-000002.* of 4 parts are kept.*same command again"):
        amnok.sweep(days, **asked, progress=told)
    assert not out.exists() and (tmp_path / "full.partial/runs/part-000000.parquet").exists()
    trap.rmdir()
    assert tables(amnok.sweep(days, **asked)) == tables(whole)


INTERRUPTED = """
import sys, amnok
def told(done, of):
    if done == 33:
        print("begun", flush=True)
try:
    amnok.sweep(vary=["bribe.theta"], points=64, out=sys.argv[1], threads=1, progress=told)
except KeyboardInterrupt:
    print("stopped", flush=True)
""".replace("amnok.sweep(", "amnok.sweep(amnok.load().with_({'period.end': '2019-01-10'}), ")


def test_ctrl_c_stops_and_what_is_kept_is_whole(tmp_path, stopped_by_ctrl_c):
    out = tmp_path / "s"
    stopped_by_ctrl_c(INTERRUPTED, out)
    assert not out.exists()
    kept = list((tmp_path / "s.partial/runs").iterdir())
    assert kept and all(path.suffix == ".parquet" for path in kept)


def test_sensitivity(whole):
    import polars

    indices = amnok.sensitivity(whole).to_polars()
    assert indices.columns == ["outcome", "key", "index", "value", "low", "high"]
    [(strongest, value, low, high)] = (
        indices.filter(outcome="attempts_leave", index="first").sort("value").tail(1)["key", "value", "low", "high"].rows()
    )
    assert strongest == "attempt.leave_per_year" and low <= value <= high
    path = whole.folder / "sensitivity.parquet"
    assert not path.exists()
    written = amnok.sensitivity(whole.folder, write=True)
    assert polars.read_parquet(path).equals(indices) and written.to_polars().equals(indices)
    assert "attempt.leave_per_year" in (whole.folder / "sensitivity.html").read_text()
    assert amnok.Sweep(whole).sensitivity().to_polars().equals(indices)


def test_screening_has_no_interval_of_sigma(days, tmp_path):
    morris = amnok.sweep(days, vary=VARY, points=4, design="morris", out=tmp_path / "m")
    indices = morris.sensitivity().to_polars()
    assert set(indices["index"]) == {"mu_star", "sigma"}
    assert indices.filter(index="sigma")["low"].is_null().all() and indices.filter(index="mu_star")["low"].is_not_null().all()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"vary": ["bribe.tetha"]}, "did you mean bribe.theta"),
        ({"vary": "bribe.tetha"}, "did you mean bribe.theta"),
        ({"vary": {"bribe.theta": (0.6, 0.2)}}, "empty"),
        ({"vary": {"bribe.theta": (0.2, 0.2)}}, "empty"),
        ({"vary": {"bribe.theta": (0.2, float("nan"))}}, "empty"),
        ({"vary": {"bribe.theta": (0.2, 7)}}, "between 0 and 1"),
        ({"vary": ["bribe.theta", "bribe.*"]}, "varied twice"),
        ({"vary": ["strata.sex.man.share"]}, "cannot be set alone"),
        ({"design": "best"}, "saltelli"),
        ({"points": 0}, "too small"),
        ({"points": 1}, "too small"),
        ({"design": "saltelli", "points": 3}, "too small; at least 4"),
        ({"design": "grid", "points": 3, "vary": None}, "more than"),
        ({"replicates": 0}, "replicates must lie between"),
        ({"threads": 0}, "threads must lie between"),
        ({"part": "3/2"}, "i/n"),
        ({"part": "one"}, "i/n"),
        ({"part": "1/9"}, "the sweep has 1 parts"),
    ],
)
def test_wrong_sweeps(days, tmp_path, wrong, says):
    with pytest.raises(ValueError, match=says) as error:
        amnok.sweep(days, **{"vary": ["bribe.theta"], "points": 4, "out": tmp_path / "s", **wrong})
    assert "--" not in str(error.value) and not list(tmp_path.iterdir())


def test_what_does_not_belong_together(days, whole, tmp_path):
    a, b, out = tmp_path / "a", tmp_path / "b", tmp_path / "m"
    for folder, part in [(a, "1/2"), (b, "2/2")]:
        amnok.sweep(days, vary=VARY, points=64, out=folder, part=part)

    def refused(says, folders=(a, b), merge=amnok.Sweep.merge):
        with pytest.raises(amnok.ResultError, match=says):
            merge(out, folders)
        assert not out.exists()

    refused("part 0 is in", (a, whole))
    refused("name at least one", ())
    refused("Sweep.merge", merge=amnok.merge)
    with pytest.raises(amnok.ResultError, match="amnok.Sweep opens it"):
        amnok.open(a)
    manifest = b / "manifest.json"
    written = manifest.read_text()
    version = f'"version": "{amnok.__version__}"'
    assert version in written
    edited = written.replace('"design_seed": 0', '"design_seed": 1')
    manifest.write_text(edited)
    refused("damaged, or edited")
    manifest.write_text(resealed(edited))
    refused("seed of the design")
    manifest.write_text(resealed(written.replace(version, '"version": "0.0.9"')))
    refused("version of the program")
    manifest.write_text("{}")
    refused("not the manifest of a sweep")
    with pytest.raises(FileNotFoundError):
        amnok.Sweep(tmp_path / "nowhere")
    with pytest.raises(amnok.ResultError, match="exists already; choose another out, or replace it with force=True"):
        amnok.sweep(days, vary=VARY, points=64, out=a)


def test_an_unfinished_sweep_is_not_taken_for_another(days, tmp_path):
    def stop(done, of):
        raise RuntimeError("enough")

    asked = {"vary": ["bribe.theta"], "out": tmp_path / "s", "threads": 1}
    with pytest.raises(RuntimeError, match="enough"):
        amnok.sweep(days, points=40, **asked, progress=stop)
    with pytest.raises(amnok.ResultError, match="another sweep.*force=True"):
        amnok.sweep(days, points=41, **asked)
    assert amnok.sweep(days, points=41, **asked, force=True).points.to_polars().height == 41
