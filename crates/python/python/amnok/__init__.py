"""Amnok: a simulator of a closed border and of the people who live along it.

>>> import amnok
>>> scenario = amnok.load().with_({"period.end": "2019-01-31"}, bribe__theta=0.4)
>>> result = amnok.run(scenario, replicates=2)
>>> result.ledger.to_polars()          # or pandas, pyarrow, DuckDB: nothing is copied  # doctest: +SKIP
"""

import json
import os
import sys
from typing import Any, Callable, Iterable, List, Mapping, NamedTuple, Optional, Union

from . import _amnok, _notebook, _plot
from ._arguments import MOST_REPLICATES, MOST_SEED, MOST_TRACERS, folders as _folders, whole as _whole
from ._amnok import Bank, Displacement, Fit, Result, Scenario, Sweep, Table, load
from ._bridges import Estimate, ForecastQuarter, SbiPairs
from ._errors import Diagnostic, Error, ResultError, ScenarioError
from ._summary import Order, Spread

__version__: str = _amnok.VERSION
__all__ = [
    "Bank",
    "Comparison",
    "Diagnostic",
    "Difference",
    "Displacement",
    "Error",
    "Estimate",
    "Fit",
    "ForecastQuarter",
    "Judged",
    "Order",
    "Result",
    "ResultError",
    "Scenario",
    "SbiPairs",
    "ScenarioError",
    "Spread",
    "Sweep",
    "Table",
    "bank",
    "check_record",
    "compare",
    "fit",
    "flee",
    "load",
    "merge",
    "open",
    "run",
    "schema",
    "sensitivity",
    "sweep",
    "wave",
]


def __dir__() -> "list[str]":
    return sorted([*__all__, "__version__"])


Path = Union[str, "os.PathLike[str]"]
Progress = Union[bool, Callable[[int, int], object], None]
Vary = Union[Mapping[str, "Optional[tuple[float, float]]"], Iterable[str], None]


def _scenario(scenario: "Scenario | Path | None") -> Scenario:
    return scenario if isinstance(scenario, Scenario) else load(scenario)


def _told(progress: Progress) -> Optional[Callable[[int, int], object]]:
    if progress is True:
        return lambda done, of: print(
            f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True
        )
    return progress or None


def _values(fixed: bool, prior: bool) -> str:
    """Where the values of histories come from."""
    if fixed and prior:
        raise ValueError("fixed and prior: values are those of the scenario or drawn, not both")
    return "fixed" if fixed else "prior" if prior else "learned"


def schema() -> "dict[str, Any]":
    """The JSON Schema of scenario.toml, as `amnok schema` prints it: what it refuses, `load` refuses."""
    found: "dict[str, Any]" = json.loads(_amnok.schema())
    return found


def run(
    scenario: "Scenario | Path | None" = None,
    *,
    replicates: Optional[int] = None,
    first_replicate: int = 0,
    seed: Optional[int] = None,
    threads: Optional[int] = None,
    engine: str = "selective",
    fixed: bool = False,
    prior: bool = False,
    incidents: bool = False,
    out: Optional[Path] = None,
    force: bool = False,
    progress: Progress = None,
) -> Result:
    """Lives through a scenario many times.

    scenario: a Scenario, its folder, or None for the one that comes with the package.
    fixed: every history has the values of the scenario, and only luck differs; otherwise each draws the values that are assumed: from what was
    learned, where the scenario keeps it. prior: from the prior, whatever was learned.
    replicates: number of histories; 24 if left out, those of the scenario if fixed. seed: that of the scenario if left out. threads: one for each core; results do not depend on it.
    engine: "selective" (candidates only), "exhaustive" (every resident, slow, to test the first) or "counts" (how many smuggling runs there are, fast where there are many).
    incidents: keep every attempt in incidents.parquet; needs out, and another engine than "counts".
    out: result folder, the same as the command line leaves; a run that was stopped goes on from where it was.
    force: replace an existing result folder, and unfinished work of another run.
    progress: True for a line on standard error, or a function of (done, of).

    The interpreter is free for other threads meanwhile. Ctrl-C stops within a moment, leaves nothing that looks whole
    and raises KeyboardInterrupt. Raises ScenarioError, ResultError, ValueError or OSError.
    """
    return _amnok.run(
        _scenario(scenario),
        _whole("replicates", replicates, 1, MOST_REPLICATES),
        _whole("first_replicate", first_replicate, 0, 1_000_000),
        _whole("seed", seed, 0, MOST_SEED),
        _whole("threads", threads, 1, 4096),
        engine,
        _values(fixed, prior),
        incidents,
        out,
        force,
        _told(progress),
    )


def open(folder: Path) -> Result:
    """Reads the result folder of a run, whoever made it; `Sweep` and `Displacement` open those of others."""
    return _amnok.open(folder)


def merge(out: Path, folders: Iterable[Path], *, force: bool = False) -> Result:
    """Puts result folders of the same scenario, seed and version into a new one, as if they had been one run."""
    return _amnok.merge(out, _folders(folders), force)


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


class Comparison(List[Difference]):
    """Every difference between two scenarios, as a list; a table in notebooks."""

    def to_pandas(self) -> Any:
        """As a pandas.DataFrame, a row for each outcome."""
        import pandas

        return pandas.DataFrame(list(self), columns=Difference._fields)

    def plot(self, ax: Any = None) -> Any:
        """Differences as shares of A with their intervals, on matplotlib; gives the axes."""
        return _plot.comparison(self, ax)

    def __repr__(self) -> str:
        sure = sum(d.low > 0 or d.high < 0 for d in self)
        return f"<amnok.Comparison of {len(self)} outcomes; intervals of {sure} leave zero out>"

    def _repr_html_(self) -> str:
        return _notebook.comparison(self)


def compare(
    a: "Scenario | Path | None",
    b: "Scenario | Path | None",
    *,
    replicates: Optional[int] = None,
    seed: Optional[int] = None,
    threads: Optional[int] = None,
    fixed: bool = False,
    prior: bool = False,
    progress: Progress = None,
) -> Comparison:
    """How every outcome of b differs from that of a, in pairs of runs with the same luck.

    low and high: interval of the difference, 95 % for each outcome. gain: how many times more replicates the same interval
    takes when each side has luck of its own; None where common luck leaves no variance. A report of it: `amnok compare`.
    Each pair draws its values from what was learned of a, if the scenario keeps it; if not, or if fixed, all have those of the scenarios.
    prior: each draws them from the prior. b has the values of a as far as it declares them alike.
    """
    replicates = _whole("replicates", replicates, 2, MOST_REPLICATES)
    seed, threads = _whole("seed", seed, 0, MOST_SEED), _whole("threads", threads, 1, 4096)
    lines = _amnok.compare(_scenario(a), _scenario(b), (replicates, _values(fixed, prior)), seed, threads, _told(progress))
    return Comparison(Difference(*line) for line in lines)


class _Layout(NamedTuple):
    """What a sweep tries, as the compiled part reads it."""

    vary: "list[str]"
    design: str
    points: int
    replicates: int
    design_seed: int


def _layout(vary: Vary, design: str, points: int, replicates: int, design_seed: int) -> _Layout:
    asked = []
    for key in [vary] if isinstance(vary, str) else vary or ():
        bounds = vary[key] if isinstance(vary, Mapping) else None
        if bounds is None:
            asked.append(key)
        else:
            low, high = bounds
            asked.append(f"{key}={low}..{high}")
    return _Layout(
        asked,
        design,
        _whole("points", points, 0, 2**32 - 1),
        _whole("replicates", replicates, 1, MOST_REPLICATES),
        _whole("design_seed", design_seed, 0, MOST_SEED),
    )


def _part(part: Optional[str]) -> "tuple[int, int]":
    if part is None:
        return (1, 1)
    i, _, n = str(part).partition("/")
    if not (i.isdecimal() and n.isdecimal() and 1 <= int(i) <= int(n) < 2**32):
        raise ValueError(f"part {part!r}: write i/n with 1 <= i <= n, e.g. '2/8'")
    return (int(i), int(n))


def sweep(
    scenario: "Scenario | Path | None" = None,
    *,
    out: Path,
    points: int,
    vary: Vary = None,
    design: str = "lhs",
    replicates: int = 1,
    seed: Optional[int] = None,
    design_seed: int = 0,
    part: Optional[str] = None,
    threads: Optional[int] = None,
    force: bool = False,
    progress: Progress = None,
) -> Sweep:
    """Runs a scenario at many points of its values; gives back the folder that `amnok sweep` leaves, opened.

    vary: names to (low, high), or to None for the declared range; or names alone. `*` stands for anything. Every assumed
    value over its declared range if left out.
    design: lhs, sobol (few values), grid, morris or saltelli; points: its size, as `amnok sweep --points` counts it.
    replicates: runs at each point, with the same luck at every point. seed: of the runs. design_seed: of the points.
    part: only the i-th of n parts, "i/n"; `Sweep.merge` puts them together.
    threads, out, force: as in `run`. progress counts runs.

    Ctrl-C stops within a moment. A sweep that was stopped, or whose disk was full, goes on from where it was when it is
    asked for again. Raises ScenarioError, ResultError, ValueError or OSError.
    """
    layout = _layout(vary, design, points, replicates, design_seed)
    seed, threads = _whole("seed", seed, 0, MOST_SEED), _whole("threads", threads, 1, 4096)
    return _amnok.sweep_here(_scenario(scenario), layout, _part(part), seed, threads, out, force, _told(progress))


def sensitivity(folder: "Sweep | Path", *, write: bool = False) -> Table:
    """Which values of a whole sweep drive its outcomes, as `amnok sensitivity` says it.

    A row for each outcome, value (key) and index: "first" and "total" are shares of the outcome's variance, "mu_star" and
    "sigma" elementary effects in its unit. low and high: the 95 % bootstrap interval (null for sigma).
    write: also leave sensitivity.parquet and the page sensitivity.html in the folder.
    Raises ResultError where the folder is no whole sweep or the design is too small.
    """
    return _amnok.sensitivity(folder, write)


def bank(
    scenario: "Scenario | Path | None" = None,
    *,
    out: Path,
    points: int,
    vary: Vary = None,
    design: str = "lhs",
    seed: Optional[int] = None,
    design_seed: int = 0,
    part: Optional[str] = None,
    threads: Optional[int] = None,
    force: bool = False,
    progress: Progress = None,
) -> Bank:
    """Runs a scenario at many points of its prior, and keeps of each what a fit is given; gives back the folder that `amnok bank` leaves, opened.

    vary: as in `sweep`; every assumed value over its prior if left out. design: lhs, or sobol (few values). points: one run at each, with a luck of
    its own; a fit of the embedded scenario needs a thousand. part: only the i-th of n parts, "i/n"; `Bank.merge` puts them together.
    The other arguments are those of `sweep`.

    Ctrl-C stops within a moment; the same call goes on from there. Raises ScenarioError, ResultError, ValueError or OSError.
    """
    layout = _layout(vary, design, points, 1, design_seed)
    seed, threads = _whole("seed", seed, 0, MOST_SEED), _whole("threads", threads, 1, 4096)
    return _amnok.bank_here(_scenario(scenario), layout, _part(part), seed, threads, out, force, _told(progress))


def wave(
    bank: "Bank | Path",
    *,
    out: Path,
    points: int,
    temper: float = 0.5,
    design_seed: int = 0,
    part: Optional[str] = None,
    threads: Optional[int] = None,
    force: bool = False,
    progress: Progress = None,
) -> Bank:
    """Runs a wave after a bank: points where its runs say that what was observed comes from; gives back the folder, opened.

    bank: opened with the waves that are there already, `Bank(folder, waves=[...])`. temper: how far points go from the prior (0) to the posterior (1).
    The other arguments are those of `bank`. Fit it with `fit(Bank(folder, waves=[..., out]), out=...)`.

    Where the bank cannot be fitted ResultError says why. Ctrl-C stops within a moment; the same call goes on from there. Raises ScenarioError,
    ResultError, ValueError or OSError.
    """
    whole = bank if isinstance(bank, Bank) else Bank(bank)
    seed, threads = _whole("design_seed", design_seed, 0, MOST_SEED), _whole("threads", threads, 1, 4096)
    size = _whole("points", points, 1, 10_000_000)
    return whole._wave(size, float(temper), seed, _part(part), threads, out, force, _told(progress))


class _Fit(NamedTuple):
    """What a fit is asked for, as the compiled part reads it."""

    until: Optional[str]
    without: "list[str]"
    check: Optional[int]
    draws: int
    seed: int
    keep: Optional[Path]


def fit(
    bank: "Bank | Path",
    scenario: "Scenario | Path | None" = None,
    *,
    out: Path,
    until: "Optional[object]" = None,
    without: Iterable[str] = (),
    check: Optional[int] = None,
    draws: int = 500,
    seed: int = 0,
    keep: Optional[Path] = None,
    threads: Optional[int] = None,
    force: bool = False,
) -> Fit:
    """Learns from a bank what was observed; gives back the folder that `amnok fit` leaves, opened.

    scenario: whose observations are fitted; that of the bank if left out. until: use nothing observed after this day, "YYYY-MM-DD" or a date.
    without: series that are left out, by name. check: so many runs held out, to ask whether it may be believed. draws: of the posterior.
    keep: the scenario folder in which a posterior is kept, so that `run` lives through it.

    Where nothing can be estimated (too few runs near what was observed, or nothing that the model can produce) ResultError says why.
    Raises ScenarioError, ResultError, ValueError or OSError.
    """
    asked = _Fit(
        None if until is None else str(until),
        [without] if isinstance(without, str) else list(without),
        _whole("check", check, 20, 100_000),
        _whole("draws", draws, 100, 20_000),
        _whole("seed", seed, 0, MOST_SEED),
        keep,
    )
    whole = bank if isinstance(bank, Bank) else Bank(bank)
    given = None if scenario is None else _scenario(scenario)
    return _amnok.fit(whole, given, asked, _whole("threads", threads, 1, 4096), out, force)


class Judged(NamedTuple):
    """A row of the public record beside what is simulated."""

    id: str
    quantity: str
    unit: str
    low: Optional[float]
    high: Optional[float]
    #: 5, 50 and 95 % of the histories; None where nothing is simulated.
    simulated: "Optional[tuple[float, float, float]]"
    #: Share of the histories below what is recorded, 0 to 1.
    percentile: Optional[float]
    #: agrees, too low, too high, missing.
    verdict: str
    why: Optional[str]


def check_record(
    scenario: "Scenario | Path | None" = None,
    *,
    draws: int = 256,
    seed: Optional[int] = None,
    prior: bool = False,
    threads: Optional[int] = None,
    engine: str = "selective",
    progress: Progress = None,
) -> "list[Judged]":
    """Lives through so many histories, and says of each row of the public record whether they agree with it, as `amnok check --record` does.

    Histories draw from what was learned, if the scenario keeps it; prior: from the prior all the same.
    engine: as in `run`; "counts" takes a fraction of the time.
    """
    draws, seed = _whole("draws", draws, 1, MOST_REPLICATES), _whole("seed", seed, 0, MOST_SEED)
    threads = _whole("threads", threads, 1, 4096)
    rows = _amnok.check_record(_scenario(scenario), draws, seed, threads, (engine, bool(prior)), _told(progress))
    return [
        Judged(*names, *bounds, simulated, percentile, verdict, why)
        for names, bounds, simulated, percentile, verdict, why in rows
    ]


def flee(
    input: Path,
    registered: Path,
    *,
    settings: Optional[Path] = None,
    rules: Optional[str] = None,
    lenient: bool = False,
    replicates: int = 1,
    seed: int = 1,
    days: Optional[int] = None,
    threads: Optional[int] = None,
    engine: str = "cohorts",
    tracers: int = 0,
    out: Optional[Path] = None,
    force: bool = False,
    progress: Progress = None,
) -> Displacement:
    """Lives through a displacement from the folders of the Flee simulator, with Flee's rules.

    input: locations.csv, routes.csv, closures.csv, conflicts.csv, sim_period.csv. registered: data_layout.csv and its series.
    settings: simsetting.yml; one in or beside the input folder if left out, otherwise the defaults of Flee's code.
    rules: "flee" (as its program runs) or "documented" (as its documentation says); those of the settings if left out.
    lenient: whether conflicts in places that are not in locations.csv are dropped with a warning, as in Flee; otherwise an error.
    tracers: how many people of replicate 0 are followed hop by hop; with `out`, tracers.csv holds them.
    replicates, seed: as in `run`. days: in place of Length in sim_period.csv.
    engine: "cohorts" (people in the same state together) or "people" (one by one, slow, to test the first).
    threads, out, force, progress: as in `run`; `Displacement(folder)` opens a folder again.

    Ctrl-C stops within a moment and leaves nothing. Raises ScenarioError with everything that is wrong with the folders at
    once, ResultError, ValueError or OSError.
    """
    asked = (
        _whole("replicates", replicates, 1, MOST_REPLICATES),
        _whole("seed", seed, 0, MOST_SEED),
        engine,
        _whole("tracers", tracers, 0, MOST_TRACERS),
    )
    days, threads = _whole("days", days, 1, 36_500), _whole("threads", threads, 1, 4096)
    return _amnok.flee((input, registered), settings, days, (rules, bool(lenient)), asked, threads, out, force, _told(progress))
