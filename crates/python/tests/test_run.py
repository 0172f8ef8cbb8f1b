import threading
import time

import amnok
import pytest
from conftest import resealed


def test_tables_open_everywhere(result):
    import duckdb
    import pandas
    import polars
    import pyarrow

    table = pyarrow.table(result.ledger)
    assert table.num_rows == len(result.ledger) > 0
    assert table.column_names == result.ledger.columns
    assert set(table["replicate"].unique().to_pylist()) == {0, 1}
    frame = result.ledger.to_polars()
    assert isinstance(frame, polars.DataFrame) and frame.height == table.num_rows
    assert isinstance(result.ledger.to_pandas(), pandas.DataFrame)
    ledger = result.ledger.to_pyarrow()
    [(count,)] = duckdb.sql("SELECT count(*) FROM ledger").fetchall()
    assert count == ledger.num_rows


def test_nothing_is_copied(result):
    import pyarrow

    table = result.ledger
    address = lambda: pyarrow.table(table)["value"].chunk(0).buffers()[1].address  # noqa: E731
    assert address() == address()


def test_summary_is_that_of_the_ledger(result):
    import polars

    frame = result.ledger.to_polars().filter(polars.col("reported_by").is_null())
    attempts = frame.filter(polars.col("measure") == "attempts").group_by("replicate").agg(polars.col("value").sum())
    assert result.summary["attempts"]["median"] == pytest.approx(attempts["value"].median())
    assert result.summary["attempts"]["unit"] == "attempts"
    assert result.replicates == [0, 1] and result.manifest["seed"] == 7


def test_seed_decides_threads_do_not(short, result):
    import pyarrow

    same = amnok.run(short, replicates=2, seed=7, fixed=True, threads=1)
    other = amnok.run(short, replicates=2, seed=8, fixed=True)
    drawn = amnok.run(short, replicates=2, seed=7)
    assert pyarrow.table(same.ledger).equals(pyarrow.table(result.ledger))
    assert not pyarrow.table(other.ledger).equals(pyarrow.table(result.ledger))
    assert not pyarrow.table(drawn.ledger).equals(pyarrow.table(result.ledger))
    assert (drawn.manifest["values"], result.manifest["values"]) == ("posterior", "fixed")
    assert amnok.run(short, replicates=2, seed=7, prior=True).manifest["values"] == "drawn"


def test_folder_merge_and_open(short, tmp_path):
    whole = amnok.run(short, replicates=3, out=tmp_path / "whole")
    amnok.run(short, replicates=2, out=tmp_path / "a")
    amnok.run(short, replicates=1, first_replicate=2, out=tmp_path / "b")
    merged = amnok.merge(tmp_path / "m", [tmp_path / "a", tmp_path / "b"])
    assert (tmp_path / "m/ledger.parquet").read_bytes() == (tmp_path / "whole/ledger.parquet").read_bytes()
    assert amnok.open(tmp_path / "whole").summary == whole.summary == merged.summary
    assert amnok.open(tmp_path / "whole").scenario.set == short.set
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "m", "whole"]
    with pytest.raises(amnok.ResultError, match="exists already"):
        amnok.run(short, replicates=1, out=tmp_path / "a")
    amnok.run(short, replicates=1, out=tmp_path / "a", force=True)


def test_what_does_not_belong_together(short, tmp_path):
    amnok.run(short, replicates=1, out=tmp_path / "a")
    amnok.run(short.with_(bribe__theta=0.2), replicates=1, first_replicate=1, out=tmp_path / "b")
    with pytest.raises(amnok.ResultError, match="values set"):
        amnok.merge(tmp_path / "m", [tmp_path / "a", tmp_path / "b"])
    with pytest.raises(amnok.ResultError, match="replicate 0 is in"):
        amnok.merge(tmp_path / "m", [tmp_path / "a", tmp_path / "a"])
    manifest = tmp_path / "b/manifest.json"
    manifest.write_text(resealed(manifest.read_text().replace('"version": "', '"version": "9.')))
    with pytest.raises(amnok.ResultError, match="version"):
        amnok.merge(tmp_path / "m", [tmp_path / "a", tmp_path / "b"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]
    with pytest.raises(FileNotFoundError):
        amnok.open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "wrong", [{"engine": "fast"}, {"replicates": 0}, {"threads": 0}, {"incidents": True}, {"first_replicate": 2_000_000}]
)
def test_wrong_arguments(short, wrong):
    with pytest.raises(ValueError):
        amnok.run(short, **{"replicates": 1, **wrong})


def test_incidents(short, tmp_path):
    import pyarrow.parquet

    result = amnok.run(short, replicates=1, out=tmp_path / "r", incidents=True)
    incidents = pyarrow.parquet.read_table(tmp_path / "r/incidents.parquet")
    assert incidents.num_rows == result.summary["attempts"]["median"]


def test_progress_and_its_errors(short):
    seen = []
    amnok.run(short, replicates=3, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]

    def refuse(done, of):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        amnok.run(short, replicates=3, progress=refuse)


def test_report(result, tmp_path):
    html = result.report(tmp_path / "r.html")
    assert html.startswith("<!DOCTYPE html>") and (tmp_path / "r.html").read_text() == html


def test_other_threads_run_meanwhile(short):
    ticks, over = [], threading.Event()

    def tick():
        while not over.is_set():
            ticks.append(1)
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = len(ticks)
    amnok.run(short, replicates=2)
    over.set()
    thread.join()
    assert len(ticks) - before >= 3


INTERRUPTED = """
import sys, amnok
def told(done, of):
    if done == 1:
        print("begun", flush=True)
try:
    amnok.run(amnok.load().with_({"period.end": "2019-01-31"}), replicates=10000, out=sys.argv[1], progress=told)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_ctrl_c_stops_and_leaves_nothing_that_looks_whole(tmp_path, stopped_by_ctrl_c):
    out = tmp_path / "r"
    stopped_by_ctrl_c(INTERRUPTED, out)
    assert not out.exists() and not list(tmp_path.glob("r.partial/*.unfinished"))
    assert list(tmp_path.glob("r.partial/*.ledger.parquet"))
