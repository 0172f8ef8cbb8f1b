"""What notebooks show: tables as HTML, figures on matplotlib, dates as dates."""

import collections
import datetime

import amnok
import pytest


def test_everything_that_is_shown_is_a_table(short, result):
    assert short.title in short._repr_html_() and "2019-01-01 to 2019-01-31, 31 days" in short._repr_html_()
    shown = result._repr_html_()
    assert "2 histories" in shown and "<td>reached the other side</td>" in shown
    compared = amnok.compare(short, short.with_(attempt__leave_per_year=0.02), replicates=2, fixed=True)
    assert compared[0].outcome and isinstance(compared, list)
    assert "B − A" in compared._repr_html_() and "<td>persons</td>" in compared._repr_html_()
    assert repr(compared).startswith("<amnok.Comparison of 14 outcomes; intervals of ")
    assert list(compared.to_pandas().columns) == list(amnok.Difference._fields)


def test_what_is_shown_is_escaped():
    from amnok import _notebook

    shown = _notebook.table("<b>", ["&"], [["<script>"]] * 30)
    assert "<script>" not in shown and "&lt;script&gt;" in shown and "20 of 30 rows" in shown


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "1,235"), (12_345_678, "12.35M"), (-0.01234, "−0.012"), (12, "12"), (None, "–"), (float("nan"), "–")]
)
def test_numbers_have_one_style(value, text):
    from amnok import _notebook

    assert _notebook.number(value) == text


def test_dates_are_dates_and_orders_are_there(short):
    assert (short.start, short.end) == (datetime.date(2019, 1, 1), datetime.date(2019, 1, 31))
    first = short.orders[0]
    assert isinstance(first, amnok.Order) and isinstance(first.date, datetime.date) and first.kind


def test_quarters_of_a_fit_are_those_without_the_whole():
    """The estimate of all days together was drawn among its quarters."""
    from amnok import _notebook

    Days = collections.namedtuple("Days", "start end")
    parts = [Days(1, 3), Days(4, 6)]
    assert _notebook.quarters([*parts, Days(1, 6)]) == parts
    assert _notebook.quarters([Days(1, 6)]) == [Days(1, 6)]


def test_a_table_is_given_to_pandas(result):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(result.ledger)
    assert list(frame.columns) == result.ledger.columns and len(frame) == len(result.ledger)
    assert frame["value"].sum() == result.ledger.to_pandas()["value"].sum()
    assert isinstance(frame["date"].iloc[0], datetime.date)


def test_figures_show_the_numbers_of_the_tables(short, result, tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    ax = result.plot()
    lines = {line.get_label(): line.get_ydata() for line in ax.get_lines()}
    assert list(lines) == ["attempts", "reached the other side"] and ax.get_ylabel() == "attempts per month"
    of = result.ledger.to_pandas()
    own = of[of["reported_by"].isna() & (of["measure"] == "attempts") & (of["activity"] == "leave")]
    assert sum(lines["attempts"]) == own.groupby("replicate")["value"].sum().median()
    with pytest.raises(ValueError, match="no rows of 'nothing'"):
        result.plot(["nothing"])
    compared = amnok.compare(short, short.with_(attempt__leave_per_year=0.02), replicates=2, fixed=True)
    shown = compared.plot()
    assert [text.get_text().replace("\n", " ") for text in shown.get_yticklabels()] == [d.words for d in compared if d.a]
    shown.figure.savefig(tmp_path / "compared.png")


def test_the_namespace_is_clean():
    assert set(dir(amnok)) == {*amnok.__all__, "__version__"}
