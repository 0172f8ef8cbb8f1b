"""Banks and fits in the terms of other packages: sbi (or any neural posterior) and ArviZ. Neither is needed to import amnok."""

import datetime
import math
from typing import Any, Iterable, Iterator, NamedTuple, Optional

__all__ = ["Estimate", "ForecastQuarter", "SbiPairs"]


class Estimate(NamedTuple):
    """A hidden quantity over some days, at a place (None: the whole border), before and after what was observed."""

    name: str
    words: str
    unit: str
    place: Optional[str]
    start: datetime.date
    end: datetime.date
    #: 5, 25, 50, 75 and 95 %; None where no run has one.
    prior: "Optional[tuple[float, ...]]"
    posterior: "Optional[tuple[float, ...]]"
    #: Share of the prior's 90 % interval, in factors, that is gone; below .1 nothing was learned.
    learned: Optional[float]


class ForecastQuarter(NamedTuple):
    """What is forecast of a quarter: quantiles by level, as the forecast hubs ask for them, and draws."""

    target: str
    start: datetime.date
    end: datetime.date
    quantiles: "dict[float, float]"
    draws: "list[float]"


class SbiPairs(NamedTuple):
    """What a neural posterior is trained on: tensors where torch is installed, else arrays of numpy.

    theta: runs x values, each the standard normal of its prior, so that the prior is a multivariate standard normal; keys: their names.
    x: runs x observations, what would have been observed in each run, with error and discrepancy, on the scale on which it is smooth;
    ids: their names. x_o: what was observed. Floors and ceilings are left out: they are no numbers.
    """

    theta: Any
    x: Any
    x_o: Any
    keys: "list[str]"
    ids: "list[str]"


def rows(table: Any) -> "Iterator[dict[str, Any]]":
    """The rows of a table, each a dictionary by column, so that `pandas.DataFrame(table)` works; dates are dates."""
    for batch in table.to_pyarrow().to_batches():
        yield from batch.to_pylist()


def to_sbi(bank: Any, keys: Optional[Iterable[str]], until: Optional[str], without: "list[str]", seed: int) -> SbiPairs:
    import numpy

    names, theta, ids, x, x_o = bank._pairs(until, without, seed)
    if keys is not None:
        wanted = list(keys)
        unknown = [key for key in wanted if key not in names]
        if unknown:
            raise ValueError(f"keys: the bank does not vary {', '.join(unknown)}")
        places = [names.index(key) for key in wanted]
        names, theta = wanted, [[row[place] for place in places] for row in theta]
    points, readings, observed = (numpy.asarray(of, dtype=numpy.float32) for of in (theta, x, x_o))
    try:
        import torch
    except ImportError:
        return SbiPairs(points, readings, observed, names, ids)
    return SbiPairs(torch.from_numpy(points), torch.from_numpy(readings), torch.from_numpy(observed), names, ids)


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def nowcast(fit: Any, only: Optional["list[str]"], place: Optional[str]) -> "list[Estimate]":
    summary = fit.summary
    until = _date(summary["until"])
    known = {of["name"] for of in summary["estimates"]}
    for name in only or ():
        if name not in known:
            raise ValueError(f"only: there is no {name}; there are {', '.join(sorted(known))}")
    places = {of["place"] for of in summary["estimates"] if of["place"]}
    if place is not None and place not in places:
        raise ValueError(f"place: there is no {place}; there are {', '.join(sorted(places))}")

    def quantiles(of: "Optional[list[float]]") -> "Optional[tuple[float, ...]]":
        return None if of is None else tuple(of)

    return [
        Estimate(
            of["name"],
            of["words"],
            of["unit"],
            of["place"],
            _date(of["from"]),
            _date(of["to"]),
            quantiles(of["prior"]),
            quantiles(of["posterior"]),
            of["learned"],
        )
        for of in summary["estimates"]
        if of["place"] == place and (not only or of["name"] in only) and _date(of["to"]) <= until
    ]


def forecast(fit: Any) -> "list[ForecastQuarter]":
    return [
        ForecastQuarter(of["target"], _date(of["from"]), _date(of["to"]), dict(zip(of["levels"], of["values"])), of["draws"])
        for of in fit.summary["forecasts"]
    ]


def _hidden(table: Any, columns: Any, rows: int) -> "dict[str, Any]":
    """Draws of hidden quantities by name: each an array of draws x windows, the whole border alone."""
    import numpy

    of = columns.to_pyarrow().to_pylist()
    shown = [column for column in of if column["what"] == "hidden" and column["place"] is None]
    values = numpy.asarray(table.to_pyarrow()["value"].to_numpy(zero_copy_only=False), dtype=float).reshape(rows, len(of))
    names = dict.fromkeys(column["name"] for column in shown)
    return {name: values[:, [column["column"] for column in shown if column["name"] == name]] for name in names}


def _values(table: Any, keys: "list[str]") -> "dict[str, Any]":
    arrow = table.to_pyarrow()
    return {key: arrow[key].to_numpy() for key in keys}


def to_arviz(fit: Any, bank: Any) -> Any:
    import arviz

    summary = fit.summary
    active, draws = summary["active"], len(fit.draws)
    groups = {
        "posterior": _values(fit.draws, active),
        "posterior_predictive": _hidden(fit.hidden, fit.columns, draws),
    }
    if bank is not None:
        groups["prior"] = _values(bank.points, active)
        groups["prior_predictive"] = _hidden(bank.runs, bank.columns, len(bank))
    observed = {of["id"]: of["low"] for of in summary["observed"] if of["low"] is not None and of["low"] == of["high"]}
    # One chain: the draws are those of a population, weighted alike.
    shaped = {group: {name: of[None, ...] for name, of in all.items()} for group, all in groups.items()}
    shaped["observed_data"] = {name: [math.nan if of is None else of] for name, of in observed.items()}
    # Before version 1 each group was an argument.
    return arviz.from_dict(**shaped) if arviz.__version__.startswith("0.") else arviz.from_dict(shaped)
