"""Runs on a cluster, by Ray: `pip install amnok[ray]`.

The replicates are cut into parts; each part is one task, run again on another node when its node dies. Each finished part
is kept beside the result folder at once, so a run that was stopped goes on from where it was, and no result is lost or
counted twice. The tables are the same bytes as those of a run on one machine.
"""

import json
import os
import pathlib
import shutil
import tempfile
from typing import Any, Optional

import ray

import amnok

__all__ = ["run"]


def _files(folder: pathlib.Path) -> "dict[str, bytes]":
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _part(scenario: amnok.Scenario, seed: int, engine: str, first: int, count: int) -> "dict[str, bytes]":
    """Lives through one part on whatever node this is; gives back its result folder."""
    with tempfile.TemporaryDirectory() as place:
        out = pathlib.Path(place, "part")
        amnok.run(
            scenario, replicates=count, first_replicate=first, seed=seed, threads=1, engine=engine, out=out
        )
        return _files(out)


def _keep(folder: pathlib.Path, files: "dict[str, bytes]") -> None:
    """Writes a part so that it is there whole or not at all."""
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, content in files.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    unfinished.rename(folder)


def _begin(parts: pathlib.Path, asked: "dict[str, Any]", force: bool) -> None:
    mark = parts / "asked.json"
    if parts.exists() and mark.exists() and json.loads(mark.read_text()) != asked and not force:
        raise amnok.ResultError(
            f"{parts} holds unfinished work of another run; go on with what began it, choose another out, or use force=True"
        )
    if not mark.exists() or json.loads(mark.read_text()) != asked:
        shutil.rmtree(parts, ignore_errors=True)
        parts.mkdir(parents=True)
        mark.write_text(json.dumps(asked))


def run(
    scenario: "amnok.Scenario | amnok.Path | None" = None,
    *,
    out: "amnok.Path",
    replicates: Optional[int] = None,
    seed: Optional[int] = None,
    engine: str = "selective",
    part: int = 1,
    address: Optional[str] = None,
    retries: int = 10,
    force: bool = False,
    progress: "amnok.Progress" = None,
) -> amnok.Result:
    """Lives through a scenario many times on a Ray cluster.

    out: result folder on the machine that asks. part: replicates in one task. address: of the cluster, as `ray.init` takes
    it; left out, the one that this process is connected to, or else the one that Ray finds, or a new one on this machine.
    retries: how often a part is begun anew when its node dies. progress counts parts. The other arguments are those of
    `amnok.run`. Every node needs this package in the same version.
    """
    if not isinstance(scenario, amnok.Scenario):
        scenario = amnok.load(scenario)
    seed = scenario.seed if seed is None else seed
    replicates = scenario.replicates if replicates is None else replicates
    if replicates < 1 or part < 1:
        raise ValueError("replicates and part must be at least 1")
    out = pathlib.Path(out)
    if out.exists() and not force:
        raise amnok.ResultError(f"{out} exists already; choose another out, or replace it with force=True")
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False)
    parts = out.with_name(out.name + ".parts")
    asked = {
        "version": amnok.__version__,
        "scenario": scenario.digest,
        "set": scenario.set,
        "seed": seed,
        "engine": engine,
        "replicates": replicates,
        "part": part,
    }
    _begin(parts, asked, force)
    firsts = range(0, replicates, part)
    folders = {first: parts / f"{first:08}" for first in firsts}
    missing = [first for first in firsts if not folders[first].exists()]
    told = amnok._told(progress)
    task = ray.remote(num_cpus=1, max_retries=retries)(_part)
    shared = ray.put(scenario)
    waiting = {
        task.remote(shared, seed, engine, first, min(part, replicates - first)): first for first in missing
    }
    try:
        while waiting:
            ready, _ = ray.wait(list(waiting), num_returns=1)
            for reference in ready:
                _keep(folders[waiting.pop(reference)], ray.get(reference))
                if told:
                    told(len(missing) - len(waiting), len(missing))
    finally:
        for reference in waiting:
            ray.cancel(reference, force=True)
    result = amnok.merge(out, [folders[first] for first in firsts], force=force)
    shutil.rmtree(parts)
    return result
