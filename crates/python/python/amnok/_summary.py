"""What a summary holds."""

import datetime
from typing import NamedTuple, Optional, TypedDict


class Spread(TypedDict):
    """A number over the replicates of a run."""

    words: str
    median: float
    p05: float
    p95: float
    luck: Optional[float]
    unit: str


class Order(NamedTuple):
    """An order of a scenario, as its files have it."""

    number: int
    date: datetime.date
    kind: str
    place: str
    force: str
    size: str
    source: str
    note: str
