import amnok
import pytest


def test_compare(short):
    found = amnok.compare(short, short.with_({"attempt.leave_per_year": short["attempt.leave_per_year"] * 3}), replicates=2)
    assert len(found) > 5 and all(d.low <= d.difference <= d.high for d in found)
    assert any(d.difference != 0 for d in found)
    with pytest.raises(ValueError):
        amnok.compare(short, short, replicates=1)
    with pytest.raises(amnok.ResultError, match="with_"):
        amnok.compare(short, short, replicates=2)
