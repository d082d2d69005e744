"""The workbook says which kind of partnership it belongs to; failing that, its tabs do."""

from collections.abc import Sequence

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships import PARTNERSHIPS, kind_named
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import Cell, Sheet
from pepsheets.tabs.settings import KIND_SETTING
from pepsheets.validation import NotAPartnership, recognise, recognising
from tests.validation.outings import CLUB, LAKE, OURS, OUTINGS, clubs, sheet, trips, workbook

RULE = ("Setting", "Value", "Applies from")


@pytest.fixture(autouse=True)
def _two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "PARTNERSHIPS", (PEPMK, OUTINGS))


def rules(*rows: Sequence[Cell], headings: Sequence[Cell] = RULE) -> Sheet:
    return sheet("Rules", headings, *rows)


@pytest.mark.parametrize("typed", ["pepmk", " PEPMK ", "pepmkk"])
def test_the_rules_tab_names_the_kind(typed: str) -> None:
    named = rules(("Notice: days", 7.0), (), (KIND_SETTING.name.upper(), typed))
    assert recognise(workbook(named, *OURS, clubs(), trips(LAKE))) is PEPMK


@pytest.mark.parametrize(
    "silent",
    [
        rules(("Notice: days", 7.0)),
        rules((KIND_SETTING.name, "no such kind")),
        rules((KIND_SETTING.name, None)),
        rules((KIND_SETTING.name, "pepmk"), headings=("Setting", "Applies from")),
        sheet("Rules", ("be kind",)),
    ],
)
def test_where_the_rules_name_none_the_tabs_tell(silent: Sheet) -> None:
    assert recognise(workbook(silent, *OURS, clubs(), trips(LAKE))) is OUTINGS


def test_a_workbook_with_too_few_of_our_tabs_is_none_of_ours() -> None:
    with pytest.raises(NotAPartnership, match="it has only 2 of the tabs that pepsheets knows") as refusal:
        recognise(workbook(clubs(), trips(LAKE), sheet("Shopping", CLUB)))
    assert refusal.value.remedy.startswith("Make one with 'pepsheets new ")
    with pytest.raises(NotAPartnership, match="it has none of the tabs"):
        recognise(workbook(sheet("Shopping", CLUB)))


def test_only_tabs_of_ours_are_asked_for() -> None:
    shown = recognising.read(MemoryWorkbook((clubs(), sheet("Diary", ("Secret",)))))
    assert [each.name for each in shown.sheets] == ["Clubs"]
    assert shown.tab_names == ("Clubs", "Diary")


@pytest.mark.parametrize("kind", PARTNERSHIPS, ids=lambda kind: kind.code)
def test_a_kind_is_found_by_its_code(kind: object) -> None:
    assert isinstance(kind, type(PEPMK))
    assert kind_named(f" {kind.code.upper()} ") is kind
    assert kind_named("no such kind") is None
