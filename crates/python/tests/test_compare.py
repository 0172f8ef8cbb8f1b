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


INTERRUPTED = """
import amnok
def told(done, of):
    if done == 1:
        print("begun", flush=True)
short = amnok.load().with_({"period.end": "2019-01-31"})
try:
    amnok.compare(short, short.with_(bribe__theta=0.5), replicates=10000, progress=told)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_ctrl_c_stops(stopped_by_ctrl_c):
    stopped_by_ctrl_c(INTERRUPTED)
