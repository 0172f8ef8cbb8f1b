import amnok
import pytest


def test_compare(short):
    found = amnok.compare(short, short.with_({"attempt.leave_per_year": short["attempt.leave_per_year"] * 3}), replicates=2)
    assert len(found) > 5 and all(d.low <= d.difference <= d.high for d in found)
    assert any(d.difference != 0 for d in found)
    with pytest.raises(ValueError):
        amnok.compare(short, short, replicates=1)
    with pytest.raises(amnok.ResultError):
        amnok.compare(short, short, replicates=2)


def test_sweep(short, tmp_path):
    import polars

    short = short.with_({"period.end": "2019-01-03"})
    out = amnok.sweep(short, vary={"bribe.theta": (0.2, 0.6)}, points=4, out=tmp_path / "s")
    assert polars.read_parquet(f"{out}/points.parquet").height >= 4
    assert polars.read_parquet(f"{out}/runs/*.parquet").height > 0
    again = amnok.sweep(short, vary={"bribe.theta": (0.2, 0.6)}, points=4, out=tmp_path / "t", threads=1)
    for path in sorted((tmp_path / "s/runs").iterdir()):
        assert path.read_bytes() == (tmp_path / "t/runs" / path.name).read_bytes()
    assert again.endswith("t")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"vary": ["bribe.tetha"]}, "did you mean"),
        ({"vary": {"bribe.theta": (0.6, 0.2)}}, "empty"),
        ({"vary": ["bribe.theta"], "design": "best"}, "saltelli"),
        ({"vary": ["bribe.theta"], "points": 0}, "."),
    ],
)
def test_wrong_sweeps(short, tmp_path, wrong, says):
    with pytest.raises(ValueError, match=says):
        amnok.sweep(short, **{"points": 4, "out": tmp_path / "s", **wrong})
    assert not list(tmp_path.iterdir())
