"""Figures of the report on matplotlib, which is not needed to import amnok: `pip install 'amnok[plot]'`."""

import datetime
from textwrap import fill
from typing import Any, Iterable, Optional, Sequence

from . import _amnok, _notebook

#: The colours of the report, told apart by the colour-blind.
COLOURS = ("#1f6fb4", "#c8551b", "#2e8b57", "#6b2477", "#554007", "#ab3772")


def _axes(ax: Any, size: "tuple[float, float]" = (7.0, 3.6)) -> Any:
    if ax is not None:
        return ax
    from matplotlib import pyplot

    return pyplot.subplots(figsize=size, layout="constrained")[1]


def _dated(ax: Any) -> None:
    """Few dates along the axis, each no longer than it must be."""
    from matplotlib import dates

    where = dates.AutoDateLocator(maxticks=8)
    ax.xaxis.set_major_locator(where)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(where))


def _parted(ax: Any) -> None:
    """Counts along the axis with their thousands parted."""
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")


def _monthly(ledger: Any, replicates: "Sequence[int]", measure: str, activity: Optional[str]) -> "tuple[list[Any], Any]":
    """First days of the months, and the sum of a measure over the border: replicates x months."""
    import numpy
    import pyarrow
    from pyarrow import compute

    wanted = compute.and_(compute.equal(ledger["measure"].cast(pyarrow.string()), measure), compute.is_null(ledger["reported_by"]))
    if activity is not None:
        wanted = compute.and_(wanted, compute.equal(ledger["activity"].cast(pyarrow.string()), activity))
    months = compute.floor_temporal(ledger["date"], unit="month").cast(pyarrow.date32())
    rows, month_of = ledger.filter(wanted), months.filter(wanted).to_pylist()
    if not len(rows):
        raise ValueError(f"no rows of {measure!r} with activity {activity!r}; `ledger` has the names")
    days = sorted(set(months.to_pylist()))
    place = {day: at for at, day in enumerate(days)}
    row_of = {number: at for at, number in enumerate(replicates)}
    sums = numpy.zeros((len(row_of), len(days)))
    for number, day, value in zip(rows["replicate"].to_pylist(), month_of, rows["value"].to_pylist()):
        sums[row_of[number], place[day]] += value
    return days, sums


def result(of: Any, measures: "Optional[Sequence[str]]", activity: Optional[str], ax: Any) -> Any:
    """Measures by month: median, middle half and middle nine tenths of the histories."""
    import numpy

    ax, ledger, replicates = _axes(ax), of.ledger.to_pyarrow(), of.replicates
    chosen = list(measures or ("attempts", "crossed"))
    said = [of.summary.get(measure, {}) for measure in chosen]
    for colour, measure, words in zip(COLOURS, chosen, said):
        days, sums = _monthly(ledger, replicates, measure, activity)
        low, quarter, median, three, high = numpy.quantile(sums, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0)
        ax.fill_between(days, low, high, color=colour, alpha=0.2, linewidth=0)
        ax.fill_between(days, quarter, three, color=colour, alpha=0.25, linewidth=0)
        ax.plot(days, median, color=colour, label=words.get("words", measure.replace("_", " ")), marker="o" if len(days) < 3 else None)
    ax.set_ylim(bottom=0)
    _parted(ax)
    units = {words.get("unit") for words in said}
    ax.set_ylabel(f"{units.pop()} per month" if len(units) == 1 and None not in units else "per month")
    if len(days) < 4:
        # Days between the months would be named.
        ax.set_xticks(days, [f"{day:%b %Y}" for day in days])
    else:
        _dated(ax)
    ax.set_title(of.scenario.title if activity is None else f"{of.scenario.title}: to {activity}", loc="left")
    ax.legend(frameon=False)
    return ax


def comparison(of: "Iterable[Any]", ax: Any) -> Any:
    """Differences as shares of A, each with its 95 % interval; outcomes that are zero in A are left out.

    Up to 10 % the axis is even, beyond it by factors: a rare outcome with a wide interval would hide the others.
    """
    shown = [d for d in of if d.a]
    ax = _axes(ax, (7.0, 0.8 + 0.4 * len(shown)))
    ax.set_xscale("symlog", linthresh=10.0)
    ax.margins(x=0.08)
    for at, d in enumerate(shown):
        low, middle, high = (100.0 * value / abs(d.a) for value in (d.low, d.difference, d.high))
        ax.plot((low, high), (at, at), color=COLOURS[0])
        ax.plot(middle, at, "o", color=COLOURS[0])
    ax.axvline(0, color="#8792a1", linewidth=1)
    ax.set_yticks(range(len(shown)), [fill(d.words, 36) for d in shown])
    ax.invert_yaxis()
    ax.xaxis.get_major_locator().set_params(numticks=6)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:+,.0f}".replace("-", "−") if value else "0")
    ax.set_xlabel("B − A, % of A; 95 % interval")
    return ax


def sweep(of: Any, outcome: Optional[str], ax: Any, most: int = 12) -> Any:
    """The values that move an outcome most, with the 95 % bootstrap intervals of their indices."""
    rows = of.sensitivity().to_pyarrow().to_pylist()
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    chosen = outcome or next(iter(outcomes), None)
    if chosen not in outcomes:
        raise ValueError(f"outcome: there is no {chosen}; there are {', '.join(outcomes)}")
    found = [row for row in rows if row["outcome"] == chosen and row["index"] in ("first", "mu_star")]
    found = sorted(found, key=lambda row: -row["value"])[:most]
    ax = _axes(ax, (7.0, 0.9 + 0.45 * len(found)))
    places = range(len(found))
    ax.barh(places, [max(row["value"], 0.0) for row in found], color=COLOURS[0])
    for at, row in enumerate(found):
        ax.plot((row["low"], row["high"]), (at, at), color="#1c2430", linewidth=1)
    scenario = of.scenario
    ax.set_yticks(places, [fill(scenario.words(row["key"]), 42) for row in found])
    ax.invert_yaxis()
    ax.set_xlabel("share of variance" if found and found[0]["index"] == "first" else "mean elementary effect")
    ax.set_title(_amnok.outcome(str(chosen))[0], loc="left")
    return ax


def fit(of: Any, name: Optional[str], place: Optional[str], ax: Any) -> Any:
    """Prior beside posterior by quarter: median and the middle nine tenths."""
    found = of.nowcast(place=place)
    names = list(dict.fromkeys(estimate.name for estimate in found))
    chosen = name or next(iter(names), None)
    if chosen not in names:
        raise ValueError(f"name: there is no {chosen}; there are {', '.join(names)}")
    shown = _notebook.quarters([estimate for estimate in found if estimate.name == chosen])
    ax = _axes(ax)
    for shift, label, colour in ((-12, "prior", "#8792a1"), (12, "posterior", COLOURS[0])):
        for at, estimate in enumerate(shown):
            quantiles = getattr(estimate, label)
            if quantiles is None:
                continue
            day = estimate.start + (estimate.end - estimate.start) / 2 + datetime.timedelta(days=shift)
            ax.plot((day, day), (quantiles[0], quantiles[4]), color=colour, label=label if at == 0 else None)
            ax.plot(day, quantiles[2], "o", color=colour, markersize=4)
    ax.set_ylabel(shown[0].unit)
    _parted(ax)
    _dated(ax)
    ax.set_title(shown[0].words, loc="left")
    ax.legend(frameon=False)
    return ax


def displacement(of: Any, camps: "Optional[Sequence[str]]", ax: Any) -> Any:
    """People in camps by day beside those registered, which are dashed."""
    rows = of.summary.to_pyarrow().to_pylist()
    names = list(dict.fromkeys(row["camp"] for row in rows))
    chosen = list(camps or names[: len(COLOURS)])
    unknown = [name for name in chosen if name not in names]
    if unknown:
        raise ValueError(f"camps: there is no {', '.join(unknown)}; there are {', '.join(names)}")
    ax = _axes(ax)
    for colour, name in zip(COLOURS, chosen):
        own = [row for row in rows if row["camp"] == name]
        days = [row["date"] for row in own]
        ax.fill_between(days, [row["q05"] for row in own], [row["q95"] for row in own], color=colour, alpha=0.2, linewidth=0)
        ax.plot(days, [row["mean"] for row in own], color=colour, label=name)
        ax.plot(days, [row["data"] for row in own], color=colour, linestyle="--", linewidth=1)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("people; dashed: registered")
    _parted(ax)
    _dated(ax)
    ax.legend(frameon=False)
    return ax
