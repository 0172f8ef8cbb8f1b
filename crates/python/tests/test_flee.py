import json
import pathlib
import shutil
import threading
import time

import amnok
import pytest

EXAMPLE = pathlib.Path(__file__).parents[3] / "examples/flee"
FOLDERS = (EXAMPLE / "input", EXAMPLE / "registered")
SETTINGS = EXAMPLE / "simsetting.yml"


@pytest.fixture(scope="module")
def flight(tmp_path_factory):
    out = tmp_path_factory.mktemp("flee") / "out"
    return amnok.flee(*FOLDERS, settings=SETTINGS, replicates=5, out=out)


def test_tables_agree_with_each_other_and_with_the_folder(flight):
    import polars
    from polars import col

    camps, summary = flight.camps.to_polars(), flight.summary.to_polars()
    assert camps.columns == ["replicate", "day", "date", "camp", "simulated", "registered"]
    assert camps.height == 5 * 60 * 2 and set(camps["camp"].cast(polars.String)) == {"Lakeside", "Hillcamp"}
    again = camps.group_by("day", "camp", maintain_order=True).agg(col("simulated").mean(), col("registered").first())
    assert again["simulated"].to_list() == pytest.approx(summary["mean"].to_list())
    assert again["registered"].to_list() == summary["data"].to_list()
    assert (summary["q05"] <= summary["median"]).all() and (summary["median"] <= summary["q95"]).all()
    for name, table in [("camps", camps), ("summary", summary), ("flows", flight.flows.to_polars())]:
        assert table.equals(polars.read_parquet(flight.out / f"{name}.parquet")), name


def test_a_displacement_is_shown_and_drawn_beside_what_was_registered(flight):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    assert "<td>Lakeside</td><td>2,100</td>" in flight._repr_html_()
    simulated, registered = flight.plot(["Hillcamp"]).get_lines()
    rows = [row for row in flight.summary if row["camp"] == "Hillcamp"]
    assert list(simulated.get_ydata()) == [row["mean"] for row in rows]
    assert list(registered.get_ydata()) == [row["data"] for row in rows]
    with pytest.raises(ValueError, match="there is no Hillcmp; there are Lakeside"):
        flight.plot(["Hillcmp"])


def test_errors_are_those_of_the_camps(flight):
    from polars import col

    errors = flight.errors.to_polars()
    days = flight.camps.to_polars().group_by("replicate", "day", maintain_order=True)
    days = days.agg((col("simulated") - col("registered")).abs().sum().alias("apart"), col("registered").sum())
    relative = (days["apart"] / days["registered"]).to_list()
    assert errors["averaged_relative_difference"].to_list() == pytest.approx(relative)
    for name in ["total_error", "averaged_relative_difference", "rescaled_difference"]:
        assert errors[name].mean() == pytest.approx(flight.manifest["errors"][name]["mean"])
    assert (errors["rescaled_difference"] <= 2).all()


def test_seed_decides_threads_do_not(flight):
    same = amnok.flee(*FOLDERS, settings=SETTINGS, replicates=5, threads=1)
    other = amnok.flee(*FOLDERS, settings=SETTINGS, replicates=5, seed=2)
    table = flight.camps.to_pyarrow()
    assert same.camps.to_pyarrow().equals(table) and not other.camps.to_pyarrow().equals(table)
    assert same.out is None and other.manifest["seed"] == 2


def test_a_folder_is_opened_again(flight, tmp_path):
    again = amnok.Displacement(flight.out)
    for name in ["camps", "summary", "flows", "errors"]:
        assert getattr(again, name).to_pyarrow().equals(getattr(flight, name).to_pyarrow()), name
    added = {name: again.manifest[name] for name in ["ran", "files", "seal"]}
    assert again.manifest == {**flight.manifest, **added}
    html = again.report(tmp_path / "r.html")
    assert html.startswith("<!DOCTYPE html>") and (tmp_path / "r.html").read_text() == html
    assert (flight.out / "report.html").read_text() == html
    with pytest.raises(amnok.ResultError, match="amnok.Displacement opens it"):
        amnok.open(flight.out)
    with pytest.raises(amnok.ResultError, match="exists already; choose another out"):
        amnok.flee(*FOLDERS, settings=SETTINGS, out=flight.out)
    with pytest.raises(FileNotFoundError):
        amnok.Displacement(tmp_path / "nowhere")


def test_days_and_engine(tmp_path):
    by_people = amnok.flee(*FOLDERS, settings=SETTINGS, days=10, engine="people")
    assert by_people.summary.to_polars()["day"].max() == 9 and by_people.manifest["engine"] == "people"
    assert "10 days" in repr(by_people)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"replicates": 0}, "replicates must"),
        ({"threads": 0}, "threads must"),
        ({"days": 0}, "days must"),
        ({"engine": "fast"}, "cohorts"),
        ({"rules": "upstream"}, "documented"),
        ({"tracers": -1}, "tracers must"),
    ],
)
def test_wrong_arguments(tmp_path, wrong, says):
    with pytest.raises(ValueError, match=says):
        amnok.flee(*FOLDERS, settings=SETTINGS, out=tmp_path / "out", **wrong)
    assert not list(tmp_path.iterdir())


def test_rules_people_who_are_followed_and_what_flee_drops(tmp_path):
    amnok.flee(*FOLDERS, settings=SETTINGS, rules="documented", tracers=20, out=tmp_path / "out")
    assert json.loads((tmp_path / "out/manifest.json").read_text())["settings"]["rules"] == "documented"
    rows = (tmp_path / "out/tracers.csv").read_text().splitlines()
    assert rows[0].startswith("tracer,person,hop,from,to") and len({row.split(",")[0] for row in rows[1:]}) == 20
    shutil.copytree(EXAMPLE / "input", tmp_path / "input")
    conflicts = tmp_path / "input/conflicts.csv"
    conflicts.write_text(conflicts.read_text().replace("#Day,Varn,Tell", "#Day,Varn,Nowhere"))
    with pytest.raises(amnok.ScenarioError, match="unknown place"):
        amnok.flee(tmp_path / "input", FOLDERS[1], settings=SETTINGS)
    amnok.flee(tmp_path / "input", FOLDERS[1], settings=SETTINGS, lenient=True)


def test_every_diagnostic_at_once(tmp_path):
    shutil.copytree(EXAMPLE / "input", tmp_path / "input")
    routes = tmp_path / "input/routes.csv"
    lines = routes.read_text().splitlines()
    first, last = lines[1].split(","), lines[-1].split(",")
    first[0], last[2] = "Varm", "-5"
    routes.write_text("\n".join([lines[0], ",".join(first), *lines[2:-1], ",".join(last)]) + "\n")
    with pytest.raises(amnok.ScenarioError) as error:
        amnok.flee(tmp_path / "input", FOLDERS[1], settings=SETTINGS, out=tmp_path / "out")
    found = error.value.diagnostics
    assert {d.line for d in found} >= {2, len(lines)}
    assert all(d.file.endswith("routes.csv") and d.found and d.expected and d.mend for d in found)
    assert any(d.column > 0 for d in found) and "Varm" in str(error.value)
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.partial").exists()
    with pytest.raises(amnok.ScenarioError) as error:
        amnok.flee(tmp_path / "nowhere", FOLDERS[1])
    assert error.value.diagnostics


def test_progress_and_other_threads():
    seen, ticks, over = [], [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(1)
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = len(ticks)
    # As many as keep a thread busy for long beside a tick: eight once ended between two of them.
    replicates = 400
    amnok.flee(*FOLDERS, settings=SETTINGS, replicates=replicates, progress=lambda *at: seen.append(at))
    over.set()
    thread.join()
    assert seen == [(done, replicates) for done in range(1, replicates + 1)] and len(ticks) - before >= 3


INTERRUPTED = """
import sys, amnok
def told(done, of):
    if done == 1:
        print("begun", flush=True)
try:
    amnok.flee(*sys.argv[1:3], settings=sys.argv[3], replicates=100000, out=sys.argv[4], progress=told)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_ctrl_c_stops_and_leaves_nothing(tmp_path, stopped_by_ctrl_c):
    stopped_by_ctrl_c(INTERRUPTED, *FOLDERS, SETTINGS, tmp_path / "out")
    assert not list(tmp_path.iterdir())
