"""What a summary holds."""

from typing import Optional, TypedDict


class Spread(TypedDict):
    """A number over the replicates of a run."""

    median: float
    p05: float
    p95: float
    luck: Optional[float]
    unit: str
