"""A real cluster of several node processes on this machine."""

import json
import pathlib
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
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def kill_a_node_at_work(cluster):
    """SIGKILL to a node that is at work, when the first task is done; and what was seen of the progress."""
    seen, node = [], cluster.workers[0]

    def told(done, of):
        seen.append((done, of))
        if done == 1:
            until = time.monotonic() + 60
            free = ray._private.state.available_resources_per_node
            while free().get(node.node_id, {}).get("CPU", 0) > 0 and time.monotonic() < until:
                time.sleep(0.01)
            assert free().get(node.node_id, {}).get("CPU", 0) == 0, "the node is not at work"
            cluster.remove_node(node, allow_graceful=False)

    return told, seen


def wait_for_death():
    """The head learns of the death a little later than a short run takes."""
    until = time.monotonic() + 60
    while sum(node["Alive"] for node in ray.nodes()) > 2 and time.monotonic() < until:
        time.sleep(0.2)
    assert sum(node["Alive"] for node in ray.nodes()) == 2


def files(folder):
    """Every file of a result, by name; of the manifest, all but how it was run."""
    folder, all = pathlib.Path(folder), {}
    for path in folder.rglob("*"):
        if path.name == "manifest.json":
            manifest = json.loads(path.read_text())
            assert manifest.pop("ran")["threads"] >= 1
            assert len(manifest.pop("seal")) == 64
            all["manifest.json"] = manifest
        elif path.is_file():
            all[str(path.relative_to(folder))] = path.read_bytes()
    return all


def test_a_node_is_killed_in_mid_run_and_nothing_is_lost_or_doubled(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-15"})
    amnok.run(short, replicates=8, seed=3, out=tmp_path / "one")
    told, seen = kill_a_node_at_work(cluster)
    asked = {"replicates": 8, "seed": 3, "address": cluster.address, "out": tmp_path / "many"}
    result = amnok.ray.run(short, **asked, progress=told)
    assert seen == [(done, 8) for done in range(1, 9)]
    wait_for_death()
    assert result.replicates == list(range(8)) and result.manifest["seed"] == 3
    assert files(tmp_path / "many") == files(tmp_path / "one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "one"]


def test_a_node_is_killed_in_mid_sweep_and_nothing_is_lost_or_doubled(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-04"})
    asked = {"vary": {"bribe.*": None, "attempt.leave_per_year": (0.001, 0.003)}, "points": 24, "replicates": 4, "seed": 3}
    one = amnok.sweep(short, **asked, out=tmp_path / "one")
    told, seen = kill_a_node_at_work(cluster)
    many = amnok.ray.sweep(short, **asked, address=cluster.address, out=tmp_path / "many", progress=told)
    assert seen == [(done, 6) for done in range(1, 7)]
    wait_for_death()
    of_one = files(one)
    assert sum(name.startswith("runs/") for name in of_one) == 6
    assert files(many) == of_one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "one"]


class Stop(Exception):
    """What the one who asks is stopped by."""


def stop_at(number):
    def told(done, of):
        if done == number:
            raise Stop

    return told


def test_a_run_goes_on_after_the_one_who_asked_was_stopped(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-05"})
    asked = {"part": 2, "out": tmp_path / "r", "address": cluster.address}
    with pytest.raises(Stop):
        amnok.ray.run(short, replicates=5, **asked, progress=stop_at(2))
    with pytest.raises(amnok.ResultError, match="another run"):
        amnok.ray.run(short, replicates=6, **asked)
    seen = []
    result = amnok.ray.run(short, replicates=5, **asked, progress=lambda *at: seen.append(at))
    assert seen == [(1, 1)] and result.replicates == list(range(5))
    with pytest.raises(amnok.ResultError, match="exists already"):
        amnok.ray.run(short, replicates=5, out=tmp_path / "r")


def test_a_sweep_goes_on_after_the_one_who_asked_was_stopped_here_or_there(cluster, short, tmp_path):
    short = short.with_({"period.end": "2019-01-02"})
    asked = {"vary": ["bribe.theta"], "points": 80}  # five parts
    there = {**asked, "out": tmp_path / "s", "address": cluster.address}
    with pytest.raises(Stop):
        amnok.ray.sweep(short, **there, progress=stop_at(1))
    with pytest.raises(amnok.ResultError, match="another sweep"):
        amnok.ray.sweep(short, **{**there, "points": 81})
    seen = []
    with pytest.raises(Stop):
        amnok.ray.sweep(short, **there, part=2, progress=lambda *at: (seen.append(at), stop_at(1)(*at)))
    assert seen == [(1, 2)]  # four parts were left: two tasks
    here = amnok.sweep(short, **asked, out=tmp_path / "s", progress=lambda *at: seen.append(at))
    assert seen[1:] == [(run, 32) for run in range(1, 33)]  # two parts of sixteen runs
    assert files(here) == files(amnok.sweep(short, **asked, out=tmp_path / "one"))


def test_what_is_wrong_is_said_before_any_cluster_is_asked(short, tmp_path):
    assert not ray.is_initialized()
    with pytest.raises(ValueError, match="did you mean"):
        amnok.ray.sweep(short, vary=["bribe.tetha"], points=8, out=tmp_path / "s")
    with pytest.raises(ValueError, match="part must lie"):
        amnok.ray.sweep(short, vary=["bribe.theta"], points=8, part=0, out=tmp_path / "s")
    with pytest.raises(ValueError, match="replicates must"):
        amnok.ray.run(short, replicates=0, out=tmp_path / "r")
    assert not ray.is_initialized()


def test_a_node_of_another_version_is_refused(short):
    with pytest.raises(amnok.ResultError, match="install the same"):
        amnok.ray._make("0.0.9", "replicates", short, "selective", [0])
