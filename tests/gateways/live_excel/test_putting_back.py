"""Where Excel refuses midway, or the person wants it, everything stands again as it stood; nobody's typing is lost."""

from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from pepsheets.gateways.live_excel import LiveExcel
from pepsheets.gateways.live_excel.refusals import PutBackIncomplete, WritingBrokeOff
from pepsheets.sheets import (
    Area,
    Cell,
    CellError,
    FileChangedMeanwhile,
    Link,
    NamedTable,
    Plan,
    Resize,
    Sheet,
    Value,
)
from tests.excel.desktop_engine import Calls, desktop_book
from tests.excel.json_book import actions_of, opened
from tests.excel.model import Model, Name
from tests.excel.typing_in import Error, Held
from tests.gateways.gateway_contract import TRIPS, change

BEFORE: list[Cell] = [
    "007", "=1+1", "plain", 12.0, True, date(2026, 2, 28), datetime(2026, 2, 28, 9, 30), time(9, 30), None,
    CellError("#N/A"), "'quoted'",
]  # fmt: skip
AFTER: list[Value] = [
    1, date(2026, 1, 1), Decimal(2), "x", None, "text", 3, Decimal(4), time(10), Link("Go", "Kinds", "A1"), "y"
]  # fmt: skip
KINDS = Sheet("Kinds", [["Cell"], *([cell] for cell in BEFORE)], (NamedTable("All_kinds", Area(1, 1, 12, 1)),))
CHANGES = [
    *(change("Kinds", row, 1, *pair) for row, pair in enumerate(zip(AFTER, BEFORE, strict=True), start=2)),
    change("Kinds", 13, 1, "more"),
    change("Kinds", 14, 1, Link("Go", "Kinds", "A1"), "Old"),
    change("Kinds", 15, 1, "apart"),
]
PLAN = Plan(tuple(CHANGES), (Resize("Kinds", "All_kinds", 13),), mark="round-2")


def kinds() -> Model:
    model = Model.of_sheets([KINDS])
    model.tab("Kinds").cells[14, 1] = Held("Old", '=HYPERLINK("#\'Kinds\'!A3","Old")')
    model.tab("Kinds").cells[16, 1] = Held(1 / 3, number_format="£#,##0.00")
    model.names["_pepsheets_last_write"] = Name('="round-1"')
    return model


def as_it_stood(model: Model) -> object:
    """Everything that a person sees; an apostrophe that Excel needs anyway is no difference."""
    tabs = deepcopy(model.tabs)
    for tab in tabs:
        filled = {at: held for at, held in tab.cells.items() if held.value is not None}
        tab.cells = {at: Held(held.value, held.formula, held.number_format) for at, held in filled.items()}
    return tabs, dict(model.names)


def in_full() -> int:
    """How many calls the whole plan takes."""
    book, calls = desktop_book(kinds())
    door = LiveExcel(book)
    door.write(PLAN, door.read([]).state)
    return len(calls.made)


def refusing(call: int) -> tuple[Model, LiveExcel, Calls]:
    model = kinds()
    book, calls = desktop_book(model)
    calls.refuse = lambda made: made == call
    return model, LiveExcel(book), calls


@pytest.mark.parametrize("call", range(1, in_full() + 1))
def test_whenever_excel_refuses_everything_is_put_back(call: int) -> None:
    model, door, _ = refusing(call)
    before, state = as_it_stood(model), door.read([]).state
    with pytest.raises(WritingBrokeOff, match=r"Excel refused to change .*Everything is as it was before"):
        door.write(PLAN, state)
    assert as_it_stood(model) == before and door.read([]).mark == "round-1"
    door.write(PLAN, door.read([]).state)
    assert door.read([]).mark == "round-2"


def test_the_sentence_says_where() -> None:
    _, door, _ = refusing(2)
    with pytest.raises(WritingBrokeOff, match=r"the cells? A.* of the tab 'Kinds'"):
        door.write(PLAN, door.read([]).state)


def test_where_even_that_is_refused_the_person_is_told_how_to_get_it_back() -> None:
    _, door, calls = refusing(0)
    calls.refuse = lambda made: made >= 3
    with pytest.raises(PutBackIncomplete, match="Close the workbook without saving it"):
        door.write(PLAN, door.read([]).state)


def test_what_was_written_can_be_taken_back_afterwards_once() -> None:
    model, door, calls = refusing(0)
    before, state = as_it_stood(model), door.read([]).state
    door.write(PLAN, state)
    door.put_back()
    assert as_it_stood(model) == before and door.read([]).state == state
    made = len(calls.made)
    door.put_back()
    assert len(calls.made) == made


def test_a_refusal_when_it_is_taken_back_is_told() -> None:
    _, door, calls = refusing(0)
    door.write(PLAN, door.read([]).state)
    calls.refuse = lambda _: True
    with pytest.raises(PutBackIncomplete):
        door.put_back()


def test_a_key_that_breaks_the_program_off_leaves_nothing_half_done() -> None:
    model, door, calls = refusing(0)
    before, state = as_it_stood(model), door.read([]).state

    def break_off(made: int) -> bool:
        if made == 4:
            raise KeyboardInterrupt
        return False

    calls.refuse = break_off
    with pytest.raises(KeyboardInterrupt):
        door.write(PLAN, state)
    assert as_it_stood(model) == before


@pytest.mark.parametrize("typed", ["Benedict", "=10+10", "20"])
def test_what_a_person_types_between_our_reading_and_our_writing_stops_us(typed: str) -> None:
    model = Model.of_sheets([TRIPS])
    model.results = {"=10+10": 20.0}
    book, calls = desktop_book(model)
    door = LiveExcel(book)
    state = door.read(["Trips"]).state
    model.type("Trips", 3, 1, typed)
    with pytest.raises(FileChangedMeanwhile, match="Something was typed"):
        door.write(Plan((change("Trips", 2, 1, "Pond"),)), state)
    assert calls.made == [] and model.tab("Trips").held(3, 1).value in ("Benedict", 20.0)


def test_a_result_that_changes_of_itself_is_nobody_s_typing() -> None:
    model = Model.of_sheets([Sheet("Trips", TRIPS.rows, formulas=frozenset({(3, 2)}))])
    door = LiveExcel(desktop_book(model)[0])
    state = door.read(["Trips"]).state
    model.tab("Trips").cells[3, 2] = Held(21.0, "=10+10")
    assert door.write(Plan((change("Trips", 2, 1, "Pond"),)), state).cells == 1


def test_of_money_all_decimals_are_put_back_though_excel_tells_four() -> None:
    model, door, _ = refusing(0)
    door.write(Plan((change("Kinds", 16, 1, Decimal(5), 1 / 3),)), door.read([]).state)
    door.put_back()
    assert model.tab("Kinds").held(16, 1).value == pytest.approx(1 / 3, rel=1e-14)


def test_an_error_in_the_place_of_a_value_is_put_back_as_the_error() -> None:
    model, door, _ = refusing(0)
    door.write(PLAN, door.read([]).state)
    door.put_back()
    assert model.tab("Kinds").held(11, 1).value == Error("#N/A")


def test_by_way_of_a_server_what_is_taken_back_leaves_the_queue() -> None:
    model = kinds()
    book = opened(model)
    door = LiveExcel(book)
    first = door.write(Plan((change("Kinds", 2, 1, "first"),), mark="one"), door.read([]).state)
    queued = list(actions_of(book))
    door.write(PLAN, first.state)
    door.put_back()
    read = door.read(["Kinds"])
    assert actions_of(book) == queued and (read.state, read.mark) == (first.state, "one")
    door.put_back()
    assert actions_of(book) == queued


def test_a_first_mark_is_taken_away_again_and_one_left_by_way_of_a_server_comes_back() -> None:
    model, door, _ = refusing(0)
    by_a_server = Name("=Kinds!$A$1")
    for names in ({}, {"pepsheets_mark_round_2d1": by_a_server}):
        model.names = dict(names)
        door.write(Plan((change("Kinds", 2, 1, "x", "007"),), mark="round-2"), door.read([]).state)
        door.put_back()
        assert model.names == names


@pytest.mark.parametrize("live", [True, False])
def test_where_nothing_was_written_nothing_is_taken_back(live: bool) -> None:
    book = desktop_book(kinds())[0] if live else opened(kinds())
    door = LiveExcel(book)
    before = door.read(["Kinds"])
    door.put_back()
    assert door.read(["Kinds"]) == before
