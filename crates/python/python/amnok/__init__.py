"""Amnok: a simulator of a closed border and of the people who live along it.

>>> import amnok
>>> scenario = amnok.load().with_({"period.end": "2019-01-31"}, bribe__theta=0.4)
>>> result = amnok.run(scenario, replicates=2)
>>> result.ledger.to_polars()          # or pandas, pyarrow, DuckDB: nothing is copied  # doctest: +SKIP
"""

import os
import sys
from typing import Callable, Iterable, Mapping, NamedTuple, Optional, Union

from . import _amnok
from ._amnok import Result, Scenario, Table, load
from ._errors import Diagnostic, Error, ResultError, ScenarioError

__version__: str = _amnok.VERSION
__all__ = [
    "Diagnostic",
    "Error",
    "Result",
    "ResultError",
    "Scenario",
    "ScenarioError",
    "Difference",
    "Table",
    "compare",
    "sweep",
    "load",
    "merge",
    "open",
    "run",
]

Path = Union[str, "os.PathLike[str]"]
Progress = Union[bool, Callable[[int, int], object], None]


def _scenario(scenario: "Scenario | Path | None") -> Scenario:
    return scenario if isinstance(scenario, Scenario) else load(scenario)


def _told(progress: Progress) -> Optional[Callable[[int, int], object]]:
    if progress is True:
        return lambda done, of: print(
            f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True
        )
    return progress or None


def run(
    scenario: "Scenario | Path | None" = None,
    *,
    replicates: Optional[int] = None,
    first_replicate: int = 0,
    seed: Optional[int] = None,
    threads: Optional[int] = None,
    engine: str = "selective",
    incidents: bool = False,
    out: Optional[Path] = None,
    force: bool = False,
    progress: Progress = None,
) -> Result:
    """Lives through a scenario many times.

    scenario: a Scenario, its folder, or None for the one that comes with the package.
    replicates, seed: those of the scenario if left out. threads: one for each core; results do not depend on it.
    engine: "selective" (candidates only) or "exhaustive" (every resident, slow, to test the first).
    incidents: keep every attempt in incidents.parquet; needs out.
    out: result folder, the same as the command line leaves; a run that was stopped goes on from where it was.
    force: replace an existing result folder, and unfinished work of another run.
    progress: True for a line on standard error, or a function of (done, of).

    The interpreter is free for other threads meanwhile. Ctrl-C stops within a moment, leaves nothing that looks whole
    and raises KeyboardInterrupt. Raises ScenarioError, ResultError, ValueError or OSError.
    """
    return _amnok.run(
        _scenario(scenario),
        replicates,
        first_replicate,
        seed,
        threads,
        engine,
        incidents,
        out,
        force,
        _told(progress),
    )


def open(folder: Path) -> Result:
    """Reads a result folder, whoever made it."""
    return _amnok.open(folder)


def merge(out: Path, folders: Iterable[Path], *, force: bool = False) -> Result:
    """Puts result folders of the same scenario, seed and version into a new one, as if they had been one run."""
    return _amnok.merge(out, list(folders), force)


class Difference(NamedTuple):
    """How one outcome differs between two scenarios."""

    outcome: str
    words: str
    a: float
    b: float
    difference: float
    low: float
    high: float
    gain: Optional[float]


def compare(
    a: "Scenario | Path | None",
    b: "Scenario | Path | None",
    *,
    replicates: Optional[int] = None,
    seed: Optional[int] = None,
    threads: Optional[int] = None,
    progress: Progress = None,
) -> "list[Difference]":
    """How every outcome of b differs from that of a, in pairs of runs with the same luck.

    low and high: interval of the difference, 95 % for each outcome. gain: how many times more replicates the same interval
    takes when each side has luck of its own; None where common luck leaves no variance. A report of it: `amnok compare`.
    """
    lines = _amnok.compare(_scenario(a), _scenario(b), replicates, seed, threads, _told(progress))
    return [Difference(*line) for line in lines]


def sweep(
    scenario: "Scenario | Path | None" = None,
    *,
    out: Path,
    points: int,
    vary: "Mapping[str, Optional[tuple[float, float]]] | Iterable[str] | None" = None,
    design: str = "sobol",
    replicates: int = 1,
    seed: Optional[int] = None,
    design_seed: int = 0,
    threads: Optional[int] = None,
    force: bool = False,
    progress: Progress = None,
) -> str:
    """Runs a scenario at many points; gives back `out`, a folder that polars and DuckDB open at `out/runs/*.parquet`.

    vary: names to (low, high), or to None for the declared range; `*` stands for anything; every assumed value over its
    declared range if left out. design: sobol, lhs, grid, morris or saltelli; points: its size, as `amnok sweep --points`.
    A sweep that was stopped goes on from where it was. progress counts parts.
    """
    asked = []
    for key in vary or ():
        bounds = vary[key] if isinstance(vary, Mapping) else None
        asked.append(key if bounds is None else f"{key}={bounds[0]}..{bounds[1]}")
    _amnok.sweep(
        _scenario(scenario), asked, design, points, replicates, seed, design_seed, threads, out, force, _told(progress)
    )
    return str(out)
