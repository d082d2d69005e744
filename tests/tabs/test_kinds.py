"""What people type, and what it is read as; each slip with the very sentence that they are told."""

import math
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sheets import STALE, UNCALCULATED, Cell, CellError
from pepsheets.tabs.kinds import EXAMPLES, YEARS, Kind, Misread, folded, is_blank, plain, read, shown

SEPT_1 = date(2026, 9, 1)

READ_AS: dict[Kind, list[tuple[Cell, object]]] = {
    Kind.DATE: [
        (SEPT_1, SEPT_1),
        (datetime(2026, 9, 1, 14, 30), SEPT_1),
        ("1/9/2026", SEPT_1),
        ("01/09/26", SEPT_1),
        ("1.9.2026", SEPT_1),
        ("01-09-2026", SEPT_1),
        ("2026-09-01", SEPT_1),
        ("1 Sept 2026", SEPT_1),
        ("1st Sept 2026", SEPT_1),
        ("1st of September, 2026", SEPT_1),
        ("1-Sep-26", SEPT_1),
        ("Tuesday 1 SEPTEMBER 2026", SEPT_1),
        ("Tue., 1/9/2026", SEPT_1),
        ("\xa0 1/9/2026 \xa0", SEPT_1),
        ("29/02/2028", date(2028, 2, 29)),
        ("1/1/1900", date(1900, 1, 1)),
        ("31/12/2199", date(2199, 12, 31)),
        ("n/a", None),
        ("–", None),
    ],
    Kind.MOMENT: [
        (datetime(2026, 9, 1, 9, 30), datetime(2026, 9, 1, 9, 30)),
        (SEPT_1, datetime(2026, 9, 1)),
        ("1/9/2026", datetime(2026, 9, 1)),
        ("1/9/2026 09:30", datetime(2026, 9, 1, 9, 30)),
        ("1/9/2026 9.30", datetime(2026, 9, 1, 9, 30)),
        ("1 Sept 2026, 9am", datetime(2026, 9, 1, 9)),
        ("1 Sept 2026 at 9:30 pm", datetime(2026, 9, 1, 21, 30)),
        ("1 Sept 2026 12am", datetime(2026, 9, 1, 0)),
        ("1 Sept 2026 12.15 PM", datetime(2026, 9, 1, 12, 15)),
        ("2026-09-01 09:30:45", datetime(2026, 9, 1, 9, 30)),
    ],
    Kind.MONEY: [
        ("£1,200.50", Decimal("1200.50")),
        (1200.5, Decimal("1200.50")),
        (1200, Decimal("1200.00")),
        (Decimal("12.5"), Decimal("12.50")),
        ("12", Decimal("12.00")),
        ("-£5", Decimal("-5.00")),
        ("£-5", Decimal("-5.00")),
        ("£ 1,234,567.89", Decimal("1234567.89")),
        ("(50.00)", Decimal("-50.00")),
        ("(£1,000)", Decimal("-1000.00")),
        (0.1 + 0.2, Decimal("0.30")),
        ("nil", None),
    ],
    Kind.NUMBER: [
        (12.5, Decimal("12.5")),
        (7, Decimal(7)),
        ("1,000.25", Decimal("1000.25")),
        ("50%", Decimal("0.50")),
        ("12.5 %", Decimal("0.125")),
        ("-5%", Decimal("-0.05")),
    ],
    Kind.WHOLE: [(12.0, 12), (12, 12), ("12", 12), ("1,200", 1200), (3.0000000000000004, 3), ("(2)", -2), (-0.0, 0)],
    Kind.YES_NO: [
        ("Yes", True), ("y", True), ("X", True), ("✓", True), (True, True), (1.0, True), (1, True), ("TRUE", True),
        ("No", False), ("n", False), (False, False), (0.0, False), (" no\xa0", False), ("-", None),
    ],
    Kind.YEAR: [
        ("2026/27", "2026/27"), ("2026/2027", "2026/27"), ("26/27", "2026/27"), ("2026-27", "2026/27"),
        ("2026 – 27", "2026/27"), ("2020/21", "2020/21"), ("20/21", "2020/21"), ("2099/00", "2099/00"),
    ],
    Kind.TEXT: [
        ("  St\xa0Anne's \n School ", "St Anne's School"),
        ("007", "007"),
        (7.0, "7"),
        (7.5, "7.5"),
        (0.1 + 0.2, "0.3"),
        (447700900123.0, "447700900123"),
        (True, "Yes"),
        (False, "No"),
        ("=1+1", "=1+1"),
        ("Not applicable", None),
    ],
    Kind.CHOICE: [("primary", "primary"), (7.0, "7")],
    Kind.LINK: [("Costs!C4", "Costs!C4")],
    Kind.LIST: [
        ("Oak; Ash ;Oak;; Elm ", ("Oak", "Ash", "Elm")), ("Oak", ("Oak",)), (7.0, ("7",)), (" ; ;", None),
        ("none", None),
    ],
    Kind.ANY: [("  as  typed ", "as typed"), (12.5, 12.5), (SEPT_1, SEPT_1), (True, True), ("n/a", None)],
}  # fmt: skip

REFUSED: list[tuple[Kind, Cell, str]] = [
    (Kind.DATE, "31/02/2026", "'31/02/2026' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "12/13/2026", "'12/13/2026' has the month first. Type the day first, like 28/02/2026."),
    (Kind.DATE, "13/13/2026", "'13/13/2026' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "12/32/2026", "'12/32/2026' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "1 Smarch 2026", "'1 Smarch 2026' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "next week", "'next week' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "2026-02-30", "'2026-02-30' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, 46266.0, "'46266' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, True, "'TRUE' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, time(9, 30), "'09:30' is not a date. Type it like 28/02/2026."),
    (Kind.DATE, "1/9/0206", "'1/9/0206' is not in the years 1900 to 2199. Check the year."),
    (Kind.DATE, date(9999, 12, 31), "'31/12/9999' is not in the years 1900 to 2199. Check the year."),
    (Kind.MOMENT, datetime(9999, 1, 1, 9), "'01/01/9999 09:00' is not in the years 1900 to 2199. Check the year."),
    (Kind.MOMENT, date(1066, 10, 14), "'14/10/1066' is not in the years 1900 to 2199. Check the year."),
    (Kind.MOMENT, "1/9/2260 9am", "'1/9/2260 9am' is not in the years 1900 to 2199. Check the year."),
    (Kind.MOMENT, "1/9/2026 24:00", "'1/9/2026 24:00' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MOMENT, "1/9/2026 9:75", "'1/9/2026 9:75' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MOMENT, "1/9/2026 45pm", "'1/9/2026 45pm' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MOMENT, "1/9/2026 9", "'1/9/2026 9' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MOMENT, "09:30", "'09:30' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MOMENT, 12.5, "'12.5' is not a date and time. Type it like 28/02/2026 09:30."),
    (Kind.MONEY, "twelve", "'twelve' is not an amount of money. Type an amount like 1200.50."),
    (Kind.MONEY, "1,20.50", "'1,20.50' is not an amount of money. Type an amount like 1200.50."),
    (Kind.MONEY, "--5", "'--5' is not an amount of money. Type an amount like 1200.50."),
    (Kind.MONEY, "12.345", "'12.345' is not a whole number of pence. Round it to two decimals."),
    (Kind.MONEY, 1 / 3, "'0.333333333333333' is not a whole number of pence. Round it to two decimals."),
    (Kind.MONEY, 1e12, "'1000000000000' is not an amount of money. Type an amount like 1200.50."),
    (Kind.MONEY, SEPT_1, "'01/09/2026' is not an amount of money. Type an amount like 1200.50."),
    (Kind.MONEY, math.nan, "'nan' is not an amount of money. Type an amount like 1200.50."),
    (Kind.NUMBER, math.inf, "'inf' is not a number. Type a number like 12.5."),
    (Kind.NUMBER, "1e5", "'1e5' is not a number. Type a number like 12.5."),
    (Kind.NUMBER, "%", "'%' is not a number. Type a number like 12.5."),
    (Kind.NUMBER, True, "'TRUE' is not a number. Type a number like 12.5."),
    (Kind.WHOLE, 12.5, "'12.5' is not a whole number. Type a whole number like 12."),
    (Kind.WHOLE, 1e300, "'1e+300' is not a whole number. Type a whole number like 12."),
    (Kind.WHOLE, "9" * 5000, f"'{'9' * 57}…' is not a whole number. Type a whole number like 12."),
    (Kind.WHOLE, "\u0667", "'\u0667' is not a whole number. Type a whole number like 12."),
    (Kind.YES_NO, "perhaps", "'perhaps' is not Yes or No. Type Yes or No."),
    (Kind.YES_NO, 2.0, "'2' is not Yes or No. Type Yes or No."),
    (Kind.YEAR, "2026", "'2026' is not an academic year. Type it like 2026/27."),
    (Kind.YEAR, 2026.0, "'2026' is not an academic year. Type it like 2026/27."),
    (Kind.YEAR, "2026/28", "'2026/28' is not an academic year. Type it like 2026/27."),
    (
        Kind.TEXT,
        date(2026, 10, 9),
        "the spreadsheet has turned this into the date '09/10/2026'. Format the cell as Text, and type it again.",
    ),
    (
        Kind.LIST,
        time(9, 30),
        "the spreadsheet has turned this into the time '09:30'. Format the cell as Text, and type it again.",
    ),
    (Kind.MONEY, CellError("#REF!"), "this cell shows the error #REF!. Mend its formula, or type the value."),
    (Kind.ANY, CellError("#N/A"), "this cell shows the error #N/A. Mend its formula, or type the value."),
    (
        Kind.TEXT,
        CellError(UNCALCULATED),
        "this cell holds a formula without a result. Open the workbook in Excel, save it, and try again.",
    ),
    (
        Kind.WHOLE,
        CellError(STALE),
        "this formula's result may be old, because cells that it uses were filled in since. Open the workbook in "
        "Excel, save it, and try again.",
    ),
]


@pytest.mark.parametrize(
    ("kind", "cell", "value"), [(kind, cell, value) for kind, rows in READ_AS.items() for cell, value in rows], ids=repr
)
def test_what_people_type_is_read_as_they_mean_it(kind: Kind, cell: Cell, value: object) -> None:
    assert (type(read(kind, cell)), read(kind, cell)) == (type(value), value)


@pytest.mark.parametrize(("kind", "cell", "sentence"), REFUSED, ids=lambda value: repr(value)[:40])
def test_a_slip_is_told_in_a_sentence_that_says_what_to_do(kind: Kind, cell: Cell, sentence: str) -> None:
    assert read(kind, cell) == Misread(sentence)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("cell", [None, "", " ", "\xa0\n\t", "N/A", "—", "Nil"])
def test_a_cell_in_which_nothing_is_meant_has_no_value(kind: Kind, cell: Cell) -> None:
    assert read(kind, cell) is None


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_an_example_of_what_to_type(kind: Kind) -> None:
    assert EXAMPLES[kind].endswith(".")


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=80),
    st.from_regex(r"\s?[-(]?£?[0-9]{1,4}[,./:-][0-9]{1,3}([,./ :-][0-9]{2,4}| ?%| ?[ap]m)?\)?\s?", fullmatch=True),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.decimals(allow_nan=None),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["#REF!", "#DIV/0!", UNCALCULATED, STALE]).map(CellError),
)


@given(st.sampled_from(Kind), CELLS)
def test_any_cell_gives_a_value_or_a_sentence_and_never_an_exception(kind: Kind, cell: Cell) -> None:
    value = read(kind, cell)
    if isinstance(value, Misread):
        said = value.sentence.replace(shown(cell), "")
        assert said.endswith(".")
        assert "invalid" not in said.casefold()
        assert not any(name in said for name in ("Kind", "Misread", "CellError", "Decimal", "datetime", "None"))


def _typed_again(kind: Kind, value: object) -> Cell:
    """A value as a person would type it from what is shown."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str | date)
    return value if isinstance(value, str) else shown(value).strip("'")


@given(st.sampled_from([kind for kind in Kind if kind is not Kind.ANY]), CELLS)
def test_reading_what_is_shown_gives_the_same_value(kind: Kind, cell: Cell) -> None:
    value = read(kind, cell)
    if isinstance(value, datetime):
        value = value.replace(second=0, microsecond=0)
    if value is not None and not isinstance(value, Misread):
        assert read(kind, _typed_again(kind, value)) == value


@given(st.dates(min_value=date(YEARS[0], 1, 1), max_value=date(YEARS[-1], 12, 31)))
def test_a_date_reads_the_same_however_it_is_typed(day: date) -> None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%A %d %b %Y", "%d.%m.%Y"):
        assert read(Kind.DATE, day.strftime(form)) == day


def test_spaces_and_capitals_do_not_count_when_texts_are_compared() -> None:
    assert plain("\xa0St  Anne's\n") == "St Anne's"
    assert folded(" ST\xa0ANNE'S") == folded("St Anne's ")


def test_a_cell_with_nothing_but_spaces_is_blank() -> None:
    assert is_blank(None) and is_blank(" \xa0")
    assert not is_blank("n/a") and not is_blank(0.0) and not is_blank(False)


@pytest.mark.parametrize(
    ("cell", "as_seen"),
    [
        ("  two  spaces ", "'two spaces'"),
        (12.0, "'12'"),
        (True, "'TRUE'"),
        (time(9, 5), "'09:05'"),
        (date(2026, 2, 1), "'01/02/2026'"),
        (datetime(2026, 2, 1, 9, 5), "'01/02/2026 09:05'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 57}…'"),
    ],
)
def test_a_value_is_shown_as_people_see_it(cell: Cell, as_seen: str) -> None:
    assert shown(cell) == as_seen
