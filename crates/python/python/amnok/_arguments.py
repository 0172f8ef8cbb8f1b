"""Arguments, checked before anything is done: what is wrong says its name, its bounds and what was found."""

import operator
import os
from typing import Iterable, Optional, TypeVar, Union

Path = Union[str, "os.PathLike[str]"]
Number = TypeVar("Number", int, Optional[int])

MOST_SEED = 2**64 - 1
MOST_REPLICATES = 100_000
MOST_TRACERS = 1_000_000


def whole(name: str, value: Number, low: int, high: int) -> Number:
    """A whole number within bounds, or None where it may be left out."""
    if value is None:
        return value
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {_brief(value)}") from None
    if not low <= number <= high:
        raise ValueError(f"{name} must lie between {low} and {high}, not {_brief(number)}")
    return number


def folders(value: Iterable[Path]) -> "list[Path]":
    """Several folders; one text or path by itself is no list of them."""
    if isinstance(value, (str, bytes, os.PathLike)):
        raise TypeError(f"folders must be a list of folders, not the one {_brief(value)}")
    return list(value)


def _brief(value: object) -> str:
    try:
        text = repr(value)
    except ValueError:
        return "a number of more digits than Python prints"
    return text if len(text) <= 80 else text[:80] + "…"
