"""A real cluster of several node processes on this machine."""

import time

import amnok
import pytest

ray = pytest.importorskip("ray")
import amnok.ray  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402


@pytest.fixture
def cluster():
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    cluster.workers = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def test_a_node_is_killed_and_nothing_is_lost_or_doubled(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-15"})
    amnok.run(short, replicates=8, seed=3, out=tmp_path / "one")
    seen = []

    def told(done, of):
        seen.append((done, of))
        if done == 1:  # SIGKILL, in the middle of its work
            cluster.remove_node(cluster.workers[0], allow_graceful=False)

    result = amnok.ray.run(short, replicates=8, seed=3, out=tmp_path / "many", progress=told)
    assert seen == [(done, 8) for done in range(1, 9)]
    # The head learns of the death a little later than a short run takes.
    until = time.monotonic() + 60
    while sum(node["Alive"] for node in ray.nodes()) > 2 and time.monotonic() < until:
        time.sleep(0.2)
    assert sum(node["Alive"] for node in ray.nodes()) == 2
    assert result.replicates == list(range(8))
    for name in ["ledger.parquet", "report.html"]:
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "one"]


def test_goes_on_after_the_one_who_asked_was_stopped(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-05"})

    class Stop(Exception):
        pass

    def told(done, of):
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        amnok.ray.run(short, replicates=5, part=2, out=tmp_path / "r", progress=told)
    with pytest.raises(amnok.ResultError, match="another run"):
        amnok.ray.run(short, replicates=6, part=2, out=tmp_path / "r")
    seen = []
    result = amnok.ray.run(short, replicates=5, part=2, out=tmp_path / "r", progress=lambda *at: seen.append(at))
    assert seen == [(1, 1)] and result.replicates == list(range(5))
    with pytest.raises(amnok.ResultError, match="exists already"):
        amnok.ray.run(short, replicates=5, out=tmp_path / "r")
