"""Runs and sweeps on a cluster, by Ray: `pip install amnok[ray]`.

The work is cut into pieces (replicates of a run, parts of a sweep) and a task makes one or more of them on whatever node it
comes to; it is begun anew on another node when its node dies. The one who asks keeps each finished piece beside the result
folder at once, in the same place and form as a run on one machine: work that was stopped goes on from where it was, here or
there, and no piece is lost or counted twice. The tables are the same bytes as those of one machine.
"""

import itertools
from typing import Any, Optional, Union, cast

import ray

import amnok
from amnok import _amnok
from amnok._arguments import MOST_REPLICATES, MOST_SEED, whole as _whole

__all__ = ["run", "sweep"]


def _make(version: str, kind: str, scenario: amnok.Scenario, how: Any, numbers: "list[int]") -> "list[bytes]":
    """Makes pieces on whatever node this is."""
    if amnok.__version__ != version:
        raise amnok.ResultError(
            f"a node has version {amnok.__version__} of amnok, the one who asks has {version}; install the same on both"
        )
    made: "list[bytes]" = getattr(_amnok, kind)(scenario, how, numbers)
    return made


def _cores() -> int:
    """Cores of the cluster as it is now."""
    return int(ray.cluster_resources().get("CPU", 1))


def _spread(
    work: _amnok.Work, kind: str, how: Any, part: int, address: Optional[str], retries: int, progress: amnok.Progress
) -> "Union[amnok.Result, amnok.Sweep]":
    """Has the missing pieces made, `part` of them in one task, keeps them, and puts the result together."""
    try:
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False)
        missing, told = work.missing(), amnok._told(progress)
        tasks = [missing[at : at + part] for at in range(0, len(missing), part)]
        make = ray.remote(num_cpus=1, max_retries=retries)(_make)
        scenario, how = ray.put(work.scenario), ray.put(how)
        waiting: "dict[Any, list[int]]" = {}
        left, done = iter(tasks), 0
        while done < len(tasks):
            # Not all at once: those under way are left to end when the one who asks is stopped. Ray can take the whole process
            # down when it is asked to cancel a task in the moment in which it sends it.
            for numbers in itertools.islice(left, max(2 * _cores(), 16, len(waiting)) - len(waiting)):
                waiting[make.remote(amnok.__version__, kind, scenario, how, numbers)] = numbers
            ready, _ = ray.wait(list(waiting), num_returns=1)
            for reference in ready:
                for number, content in zip(waiting.pop(reference), ray.get(reference)):
                    work.keep(number, content)
                done += 1
                if told:
                    told(done, len(tasks))
        return work.finish(_cores())
    finally:
        work.close()


def run(
    scenario: "amnok.Scenario | amnok.Path | None" = None,
    *,
    out: amnok.Path,
    replicates: Optional[int] = None,
    seed: Optional[int] = None,
    engine: str = "selective",
    fixed: bool = False,
    prior: bool = False,
    part: int = 1,
    address: Optional[str] = None,
    retries: int = 10,
    force: bool = False,
    progress: amnok.Progress = None,
) -> amnok.Result:
    """Lives through a scenario many times on a Ray cluster.

    out: result folder on the machine that asks. part: replicates in one task. address: of the cluster, as `ray.init` takes
    it; left out, the one that this process is connected to, or else the one that Ray finds, or a new one on this machine.
    retries: how often a task is begun anew when its node dies. progress counts tasks. Tasks that are under way when this call
    is stopped end by themselves, or with this process; nothing of them is kept.

    The other arguments are those of `amnok.run`. Every node needs this package in the same version.
    """
    replicates = _whole("replicates", replicates, 1, MOST_REPLICATES)
    seed, part = _whole("seed", seed, 0, MOST_SEED), _whole("part", part, 1, 2**32 - 1)
    how = (engine, amnok._values(fixed, prior))
    work = _amnok.begin_run(amnok._scenario(scenario), replicates, seed, how, out, force)
    return cast(amnok.Result, _spread(work, "replicates", how, part, address, retries, progress))


def sweep(
    scenario: "amnok.Scenario | amnok.Path | None" = None,
    *,
    out: amnok.Path,
    points: int,
    vary: amnok.Vary = None,
    design: str = "lhs",
    replicates: int = 1,
    seed: Optional[int] = None,
    design_seed: int = 0,
    part: int = 1,
    address: Optional[str] = None,
    retries: int = 10,
    force: bool = False,
    progress: amnok.Progress = None,
) -> amnok.Sweep:
    """Runs a scenario at many points of its values on a Ray cluster.

    out: result folder on the machine that asks. part: parts of the sweep, of about sixteen runs each, in one task. address,
    retries, progress: as in `run` above. The other arguments are those of `amnok.sweep`.
    """
    layout = amnok._layout(vary, design, points, replicates, design_seed)
    seed, part = _whole("seed", seed, 0, MOST_SEED), _whole("part", part, 1, 2**32 - 1)
    work = _amnok.begin_sweep(amnok._scenario(scenario), layout, seed, out, force)
    return cast(amnok.Sweep, _spread(work, "parts", layout, part, address, retries, progress))
