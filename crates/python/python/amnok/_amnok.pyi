"""The compiled part of amnok."""

from os import PathLike
from pathlib import Path
from typing import Any, Callable, Mapping, Optional, Sequence, Union, final

import pandas
import polars
import pyarrow

from ._bridges import Estimate, ForecastQuarter, SbiPairs
from ._summary import Spread

__all__ = [
    "Bank",
    "Displacement",
    "Fit",
    "Result",
    "Scenario",
    "Sweep",
    "Table",
    "VERSION",
    "Work",
    "bank_here",
    "begin_run",
    "begin_sweep",
    "check_record",
    "compare",
    "fit",
    "flee",
    "from_files",
    "load",
    "merge",
    "open",
    "parts",
    "replicates",
    "run",
    "schema",
    "sensitivity",
    "sweep_here",
]

VERSION: str
_Path = Union[str, PathLike[str]]
_Progress = Optional[Callable[[int, int], object]]

@final
class Table:
    """A table in Arrow's memory layout. Nothing is copied when pyarrow, polars, pandas or DuckDB open it."""

    @property
    def columns(self) -> list[str]: ...
    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def __len__(self) -> int: ...
    def to_pyarrow(self) -> pyarrow.Table: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_pandas(self) -> pandas.DataFrame: ...

@final
class Scenario:
    """A checked scenario. It never changes: `with_` gives another one."""

    @property
    def title(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def replicates(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def set(self) -> list[str]: ...
    @property
    def counties(self) -> list[str]: ...
    @property
    def forces(self) -> list[str]: ...
    @property
    def values(self) -> dict[str, Optional[float]]: ...
    @property
    def ranges(self) -> dict[str, tuple[float, float]]: ...
    def __getitem__(self, key: str, /) -> float: ...
    def with_(self, values: Optional[Mapping[str, object]] = None, /, **named: object) -> Scenario: ...
    def explain(self, key: str) -> str: ...
    def summary(self) -> str: ...
    def write(self, folder: _Path) -> None: ...

@final
class Result:
    """The result of a run."""

    @property
    def ledger(self) -> Table: ...
    @property
    def summary(self) -> dict[str, Spread]: ...
    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def replicates(self) -> list[int]: ...
    @property
    def scenario(self) -> Scenario: ...
    @property
    def out(self) -> Optional[Path]: ...
    def report(self, path: Optional[_Path] = None) -> str: ...

@final
class Sweep:
    """The folder of a sweep, opened by its path."""

    def __new__(cls, folder: _Path) -> Sweep: ...
    @staticmethod
    def merge(out: _Path, folders: Sequence[_Path], *, force: bool = False) -> Sweep: ...
    @property
    def folder(self) -> Path: ...
    @property
    def runs(self) -> Table: ...
    @property
    def points(self) -> Table: ...
    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def scenario(self) -> Scenario: ...
    def sensitivity(self, *, write: bool = False) -> Table: ...
    def __fspath__(self) -> str: ...

@final
class Bank:
    """The folder of a bank, opened by its path."""

    def __new__(cls, folder: _Path, waves: Sequence[_Path] = ...) -> Bank: ...
    @staticmethod
    def merge(out: _Path, folders: Sequence[_Path], *, force: bool = False) -> Bank: ...
    @property
    def folder(self) -> Path: ...
    @property
    def points(self) -> Table: ...
    @property
    def columns(self) -> Table: ...
    @property
    def runs(self) -> Table: ...
    @property
    def scenario(self) -> Scenario: ...
    def to_sbi(
        self,
        *,
        keys: Optional[Sequence[str]] = None,
        until: Optional[str] = None,
        without: Sequence[str] = ...,
        seed: int = 0,
    ) -> SbiPairs: ...
    def _wave(
        self,
        points: int,
        temper: float,
        design_seed: int,
        part: tuple[int, int],
        threads: Optional[int],
        out: _Path,
        force: bool,
        progress: _Progress,
    ) -> Bank: ...
    def _pairs(
        self, until: Optional[str], without: Sequence[str], seed: int
    ) -> tuple[list[str], list[list[float]], list[str], list[list[float]], list[float]]: ...
    def __len__(self) -> int: ...
    def __fspath__(self) -> str: ...

@final
class Fit:
    """The folder of a fit, opened by its path."""

    def __new__(cls, folder: _Path) -> Fit: ...
    @property
    def folder(self) -> Path: ...
    @property
    def summary(self) -> dict[str, Any]: ...
    @property
    def misfit(self) -> str: ...
    @property
    def draws(self) -> Table: ...
    @property
    def hidden(self) -> Table: ...
    @property
    def columns(self) -> Table: ...
    def nowcast(self, *, only: Optional[Sequence[str]] = None, place: Optional[str] = None) -> list[Estimate]: ...
    def forecast(self) -> list[ForecastQuarter]: ...
    def to_arviz(self, bank: Optional[Bank] = None) -> Any: ...
    def __fspath__(self) -> str: ...

@final
class Displacement:
    """The result of a displacement; the folder of one is opened by its path."""

    def __new__(cls, folder: _Path) -> Displacement: ...
    @property
    def camps(self) -> Table: ...
    @property
    def summary(self) -> Table: ...
    @property
    def flows(self) -> Table: ...
    @property
    def errors(self) -> Table: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def out(self) -> Optional[Path]: ...
    def report(self, path: Optional[_Path] = None) -> str: ...

def schema() -> str: ...
def load(path: Optional[_Path] = None) -> Scenario: ...
def from_files(files: Mapping[str, bytes], set: Sequence[str], seed: int) -> Scenario: ...
def open(folder: _Path) -> Result: ...
def merge(out: _Path, folders: Sequence[_Path], force: bool) -> Result: ...
def run(
    scenario: Scenario,
    replicates: Optional[int],
    first_replicate: int,
    seed: Optional[int],
    threads: Optional[int],
    engine: str,
    values: str,
    incidents: bool,
    out: Optional[_Path],
    force: bool,
    progress: _Progress,
) -> Result: ...
def compare(
    a: Scenario,
    b: Scenario,
    pairs: tuple[Optional[int], str],
    seed: Optional[int],
    threads: Optional[int],
    progress: _Progress,
) -> list[tuple[str, str, float, float, float, float, float, Optional[float]]]: ...
def sweep_here(
    scenario: Scenario,
    layout: object,
    part: tuple[int, int],
    seed: Optional[int],
    threads: Optional[int],
    out: _Path,
    force: bool,
    progress: _Progress,
) -> Sweep: ...
def bank_here(
    scenario: Scenario,
    layout: object,
    part: tuple[int, int],
    seed: Optional[int],
    threads: Optional[int],
    out: _Path,
    force: bool,
    progress: _Progress,
) -> Bank: ...
def fit(
    bank: Bank,
    scenario: Optional[Scenario],
    asked: object,
    threads: Optional[int],
    out: _Path,
    force: bool,
) -> Fit: ...
def check_record(
    scenario: Scenario,
    draws: int,
    seed: Optional[int],
    threads: Optional[int],
    how: tuple[str, bool],
    progress: _Progress,
) -> list[
    tuple[
        tuple[str, str, str],
        tuple[Optional[float], Optional[float]],
        Optional[tuple[float, float, float]],
        Optional[float],
        str,
        Optional[str],
    ]
]: ...
def sensitivity(folder: _Path, write: bool) -> Table: ...

@final
class Work:
    """Work on a result folder whose pieces are made elsewhere."""

    @property
    def scenario(self) -> Scenario: ...
    def missing(self) -> list[int]: ...
    def keep(self, number: int, content: bytes) -> None: ...
    def finish(self, threads: int) -> Union[Result, Sweep]: ...
    def close(self) -> None: ...

def begin_run(
    scenario: Scenario,
    replicates: Optional[int],
    seed: Optional[int],
    how: tuple[str, str],
    out: _Path,
    force: bool,
) -> Work: ...
def begin_sweep(scenario: Scenario, layout: object, seed: Optional[int], out: _Path, force: bool) -> Work: ...
def replicates(scenario: Scenario, how: tuple[str, str], numbers: Sequence[int]) -> list[bytes]: ...
def parts(scenario: Scenario, layout: object, numbers: Sequence[int]) -> list[bytes]: ...
def flee(
    folders: tuple[_Path, _Path],
    settings: Optional[_Path],
    days: Optional[int],
    options: tuple[Optional[str], bool],
    asked: tuple[int, int, str, int],
    threads: Optional[int],
    out: Optional[_Path],
    force: bool,
    progress: _Progress,
) -> Displacement: ...
