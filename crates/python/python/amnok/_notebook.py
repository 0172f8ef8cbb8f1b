"""What notebooks show of scenarios, runs, comparisons, sweeps and fits: a heading and a table, as HTML."""

from html import escape
from typing import Any, Iterable, Optional, Sequence

from . import _amnok

#: Rows of a table that is shown; the whole is a table of its own.
MOST = 20


def number(value: Optional[float]) -> str:
    """A number as the report writes it; a dash where there is none."""
    return "–" if value is None else _amnok.number(value)


def table(heading: str, head: Sequence[str], rows: "Iterable[Sequence[object]]", note: str = "") -> str:
    """A heading, a table, and what is said below it."""
    all_rows = list(rows)
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in all_rows[:MOST]
    )
    left = f"{MOST} of {len(all_rows)} rows. " if len(all_rows) > MOST else ""
    below = f"<p>{escape(left + note)}</p>" if left or note else ""
    return f"<div><p><b>{escape(heading)}</b></p><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{below}</div>"


def scenario(of: Any) -> str:
    """A scenario: its period, its counties, what is set beside its files, what it rests on."""
    rows = [
        ("Period", f"{of.start} to {of.end}, {of.days:,} days"),
        ("Counties", ", ".join(of.counties)),
        ("Forces", ", ".join(of.forces)),
        ("Orders", f"{len(of.orders)}"),
        ("Set beside its files", ", ".join(of.set) or "nothing"),
        ("Rests on", of.summary().splitlines()[0]),
    ]
    return table(of.title, ("", ""), rows)


def result(of: Any) -> str:
    """A run: the headline numbers, of those who leave and of those who smuggle together."""
    rows = [
        (s["words"], number(s["median"]), f"{number(s['p05'])} to {number(s['p95'])}", s["unit"])
        for s in of.summary.values()
    ]
    note = "Numbers of a model, not counts: they follow if the assumptions hold."
    heading = f"{of.scenario.title}: {of.scenario.start} to {of.scenario.end}, {len(of.replicates)} histories"
    return table(heading, ("", "median", "5 to 95 %", "unit"), rows, note)


def comparison(of: "Iterable[Any]") -> str:
    """A comparison: every outcome with its interval."""
    rows = [
        (
            d.words,
            number(d.a),
            number(d.b),
            number(d.difference),
            f"{number(d.low)} to {number(d.high)}",
            _amnok.outcome(d.outcome)[1],
        )
        for d in of
    ]
    head = ("", "A", "B", "B − A", "95 % interval", "unit")
    return table("What differs", head, rows, "Means over pairs with the same luck.")


def sweep(of: Any) -> str:
    """A sweep: what is varied, over which ranges."""
    manifest, scenario = of.manifest, of.scenario
    varied = manifest["varied"]
    rows = [(scenario.words(one["key"]), one["key"], number(one["low"]), number(one["high"])) for one in varied]
    design = _amnok.design(manifest["design"])
    heading = f"{design[:1].upper()}{design[1:]} of {len(of.points)} points, {len(varied)} values varied"
    return table(heading, ("", "value", "from", "to"), rows, "sensitivity() says which of them decide an outcome.")


def displacement(of: Any) -> str:
    """A displacement: people in camps on its last day beside those registered."""
    rows = of.summary.to_pyarrow().to_pylist()
    last = [row for row in rows if row["day"] == rows[-1]["day"]]
    shown = [(row["camp"], number(row["data"]), number(row["mean"]), f"{number(row['q05'])} to {number(row['q95'])}") for row in last]
    return table(f"People in camps on {last[0]['date']}", ("", "registered", "simulated", "5 to 95 %"), shown)


def quarters(estimates: "Sequence[Any]") -> "list[Any]":
    """Estimates without those of all days together, which stand among the quarters."""
    first, last = min(e.start for e in estimates), max(e.end for e in estimates)
    parts = [e for e in estimates if (e.start, e.end) != (first, last)]
    return parts or list(estimates)


def fit(of: Any) -> str:
    """A fit: prior beside posterior of the whole border in the last quarter that was observed."""
    last: "dict[str, Any]" = {}
    for estimate in quarters(of.nowcast()):
        last[estimate.name] = estimate

    def interval(quantiles: "Optional[tuple[float, ...]]") -> str:
        return "–" if quantiles is None else f"{number(quantiles[0])} to {number(quantiles[4])}"

    rows = [
        (e.words, e.unit, str(e.start), interval(e.prior), interval(e.posterior), _amnok.learned(e.prior, e.posterior))
        for e in last.values()
    ]
    head = ("", "unit", "quarter from", "prior, 5 to 95 %", "posterior, 5 to 95 %", "learned")
    return table("What was learned", head, rows, of.misfit)
