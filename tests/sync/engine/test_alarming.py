"""Where a share has not been in step for too long, both sides say so, until a round succeeds."""

from dataclasses import replace
from pathlib import Path

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import Sheet
from pepsheets.sync.engine.alarming import AlarmWords, raise_alarm
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import columns_of
from pepsheets.tabs.in_step import LinePart
from tests.sync.engine import things
from tests.sync.engine.things import TODAY, Sides, sheet, store_in

HEADINGS = [column.heading for column in columns_of(ConflictRow)]
KIND = replace(things.KIND, tabs=(things.Thing, ConflictRow))
LINES = [part.value for part in LinePart]
SENTENCE = "Not in step since 09:15. Look at the status page."
WORDS = AlarmWords("Group", SENTENCE, "Overdue since 09:15.")


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sides:
    monkeypatch.setattr(things, "KIND", KIND)
    tab = Sheet("Conflicts", [HEADINGS])
    ours = MemoryWorkbook([sheet([["kettle", "new"]]), tab])
    return Sides(ours, MemoryWorkbook([sheet(), tab]), store_in(tmp_path))


def said(door: object) -> list[object]:
    assert isinstance(door, MemoryWorkbook)
    place = HEADINGS.index("What to do")
    return [row[place] for row in door.sheets["Conflicts"].rows[1:] if len(row) > place and row[place] is not None]


def test_the_alarm_stands_on_the_tab_once_and_goes_with_the_next_good_round(sides: Sides) -> None:
    for side in (sides.workbook, sides.shared):
        assert raise_alarm(side, KIND, WORDS, TODAY, "first")
        assert not raise_alarm(side, KIND, WORDS, TODAY, "second")
        assert said(side) == [SENTENCE]
    assert sides.sync().is_good
    assert said(sides.workbook) == said(sides.shared) == []


def test_the_overview_says_it_in_a_few_words_and_sends_to_the_tab(tmp_path: Path) -> None:
    block = Sheet("Overview", [LINES, ["Group", "In step."]])
    side = MemoryWorkbook([sheet(), Sheet("Conflicts", [HEADINGS]), block])
    assert raise_alarm(side, KIND, WORDS, TODAY, "first")
    assert side.sheets["Overview"].rows[1][1] == "Overdue since 09:15. See the Conflicts tab."
    assert said(side) == [SENTENCE]


def test_a_side_without_the_tab_is_left_alone() -> None:
    bare = MemoryWorkbook([sheet()])
    assert not raise_alarm(bare, KIND, WORDS, TODAY, "first")
    assert bare.read([]).state == "0"


def test_the_overview_says_it_too_and_when_the_last_good_round_was(tmp_path: Path) -> None:
    block = Sheet("Overview", [LINES, ["Group", "In step.", "21/11/2026 06:30", "06:45, then every 15 minutes"]])
    ours, theirs = MemoryWorkbook([sheet([["kettle", "new"]]), block]), MemoryWorkbook([sheet(), block])
    for side in (ours, theirs):
        assert raise_alarm(side, KIND, WORDS, TODAY, "first")
        assert not raise_alarm(side, KIND, WORDS, TODAY, "second")
        assert list(side.sheets["Overview"].rows[1])[:3] == ["Group", WORDS.short, "21/11/2026 06:30"]
    assert Sides(ours, theirs, store_in(tmp_path)).sync().is_good
    for side in (ours, theirs):
        assert list(side.sheets["Overview"].rows[1])[:3] == ["Group", "In step.", "21/11/2026 09:15"]
