"""However people arrange their workbook, the results are the same by key, and the second run finds nothing to do."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.recalculation import recalculate
from pepsheets.sheets import Area, Cell, NamedTable, Sheet
from tests.validation.outings import CLUB, DAY, OURS, TODAY, TRIP

Rows = Sequence[Sequence[Cell]]

CLUB_ROWS = st.lists(st.sampled_from(("Chess", "Choir", "Judo", "Drama")), unique=True, min_size=1)
COSTS: st.SearchStrategy[Cell] = st.sampled_from(("£12.50", 100.0, "(2)", "much", 700.0))
PLACES: st.SearchStrategy[Cell] = st.sampled_from((3.0, "4", None, 0.0))
TRIP_ROWS = st.lists(
    st.tuples(
        st.sampled_from(("Chess", " cHOIR ", "Judo\xa0", "Jodu", None)),
        st.integers(0, 40).map(lambda days: DAY + timedelta(days)) | st.sampled_from(("1/12/26", "31/02/2026")),
        COSTS,
        PLACES,
    ),
    max_size=7,
)


@st.composite
def content(draw: st.DrawFn) -> Mapping[str, Rows]:
    """Rows as people type them, some of them mistyped, each with a key of its own."""
    trips: list[list[Cell]] = [[f"T{number}", club, day, cost, places]
                               for number, (club, day, cost, places) in enumerate(draw(TRIP_ROWS))]  # fmt: skip
    return {"Clubs": [(name, "Sport") for name in draw(CLUB_ROWS)], "Trips": trips}


def sheet(name: str, headings: Sequence[Cell], rows: Rows) -> Sheet:
    width = len(headings)
    return Sheet(name, [list(headings), *([*row, *[None] * (width - len(row))] for row in rows)])


@st.composite
def rearranged(draw: st.DrawFn, plain: Sheet) -> Sheet:
    """The same rows with the rows and the columns in another order, columns of the owner's own, and perhaps a title."""
    headings, *rows = plain.rows
    rows = draw(st.permutations(rows))
    order = draw(st.permutations(range(len(headings) + 2)))
    typed = draw(st.sampled_from((str.upper, str.lower, lambda heading: f" {heading}\n")))
    wide = [[typed(str(heading)) for heading in headings] + ["Weather", "Driver"]]
    wide += [[*row, "Rain", number] for number, row in enumerate(rows)]
    title = draw(st.sampled_from(([], [["All our rows"], []])))
    table = [[row[place] for place in order] for row in wide]
    area = Area(len(title) + 1, 1, len(title) + max(len(table), 2), len(order))
    return Sheet(plain.name, [*title, *table], draw(st.sampled_from(((), (NamedTable(plain.name, area),)))))


def plainly(rows: Mapping[str, Rows]) -> list[Sheet]:
    return [sheet("Clubs", CLUB, rows["Clubs"]), sheet("Trips", TRIP, rows["Trips"])]


def results(workbook: MemoryWorkbook, tab: str, key: str, headings: Sequence[str]) -> dict[str, list[Cell]]:
    """The results that stand on a tab, by the key of their row."""
    rows = list(workbook.sheets[tab].rows)
    folded = [[" ".join(str(cell).split()).casefold() for cell in row] for row in rows]
    top = next(number for number, row in enumerate(folded) if key.casefold() in row)
    places = [folded[top].index(heading.casefold()) for heading in (key, *headings)]
    cells = [[row[place] if place < len(row) else None for place in places] for row in rows[top + 1 :]]
    return {str(row[0]): row[1:] for row in cells}


def all_results(sheets: Sequence[Sheet]) -> list[dict[str, list[Cell]]]:
    workbook = MemoryWorkbook([*OURS, *sheets])
    recalculate(workbook, TODAY)
    return [
        results(workbook, "Clubs", "Club", ["Spent", "Trips"]),
        results(workbook, "Trips", "Trip", ["Each", "Club's trips"]),
        results(workbook, "Totals", "Club", ["Total", "Last trip"]),
    ]


@given(st.data())
def test_sorting_changes_nothing(data: st.DataObject) -> None:
    sheets = plainly(data.draw(content()))
    others = [data.draw(rearranged(each)) for each in sheets]
    assert all_results(sheets) == all_results(others)


@given(st.data())
def test_the_second_run_finds_nothing_to_do(data: st.DataObject) -> None:
    sheets = [data.draw(rearranged(each)) for each in plainly(data.draw(content()))]
    workbook = MemoryWorkbook([*OURS, *sheets])
    recalculate(workbook, TODAY)
    again = recalculate(workbook, TODAY)
    assert again.written == {} and again.examined.plan.resizes == ()
