"""Exceptions."""

from typing import Iterable, NamedTuple


class Diagnostic(NamedTuple):
    """One thing that is wrong with a scenario."""

    file: str
    line: int
    column: int
    found: str
    expected: str
    mend: str


class Error(Exception):
    """Whatever Amnok refuses."""


class ScenarioError(Error, ValueError):
    """A scenario, or a value set in one, is wrong; `diagnostics` has everything wrong with the files at once."""

    def __init__(self, message: str, diagnostics: "tuple[Diagnostic, ...]" = ()) -> None:
        super().__init__(message, diagnostics)
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return str(self.args[0])


class ResultError(Error):
    """A result folder is in the way, is none, or does not belong with another."""


def scenario_error(message: str, diagnostics: "Iterable[tuple[str, int, int, str, str, str]]") -> ScenarioError:
    """A ScenarioError from what the compiled part knows."""
    return ScenarioError(message, tuple(Diagnostic(*one) for one in diagnostics))
