"""Tabs are laid out as far as there is room, and no honest workbook runs out of it."""

from __future__ import annotations

import pytest

from pepsheets.gateways.workbook_file.grid import UnreadableGrid
from pepsheets.gateways.workbook_file.honesty import AFFORDABLE_CELLS, Room, SharedTexts


def sheet(*rows: str) -> bytes:
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(name: str, body: str = "<v>1</v>", kind: str = "") -> str:
    return f'<c r="{name}"{kind}>{body}</c>'


def filled(rows: int, columns: str) -> bytes:
    return sheet(*(row(r, *(cell(f"{letter}{r}") for letter in columns)) for r in range(1, rows + 1)))


def test_a_long_filled_tab_takes_no_room() -> None:
    room = Room()
    assert room.far_away_cell(filled(20_000, "ABCDEF")) is None
    assert room.cells == AFFORDABLE_CELLS


def test_tabs_of_one_long_column_take_hardly_any_room() -> None:
    room = Room()
    for many in (10, 150, 1_500, 15_000) * 5:
        assert room.far_away_cell(filled(many, "A")) is None
    assert room.cells > 0.95 * AFFORDABLE_CELLS


def test_sparse_tabs_share_the_room() -> None:
    room, sparse = Room(), sheet(row(1, cell("A1")), row(1400, cell("BXX1400")))
    assert room.far_away_cell(sparse) is None
    assert room.far_away_cell(sparse) == (1400, 2000)


@pytest.mark.parametrize("far", [cell("XFD1048576"), '<c r="XFD1048576" t="e"/>', '<c r="XFD1048576" t = "e"></c>'])
def test_whatever_is_laid_out_counts(far: str) -> None:
    assert Room().far_away_cell(sheet(row(1, cell("A1")), row(1048576, far))) == (1048576, 16384)


def test_a_cell_with_nothing_but_a_look_does_not_count() -> None:
    assert Room().far_away_cell(sheet(row(1, cell("A1")), row(1048576, '<c r="XFD1048576" s="1"/>'))) is None


def test_a_cell_on_no_sheet_cannot_be_followed() -> None:
    with pytest.raises(UnreadableGrid):
        Room().far_away_cell(sheet(row(1, cell("A1")), '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))


def texts(*lengths: int, prefix: str = "") -> SharedTexts:
    items = "".join(f"<{prefix}si><{prefix}t>{'x' * length}</{prefix}t></{prefix}si>" for length in lengths)
    return SharedTexts.of(f"<{prefix}sst>{items}</{prefix}sst>".encode())


def shown(index: int, times: int) -> bytes:
    return sheet(*(row(r, cell(f"A{r}", f"<v>{index}</v>", ' t="s"')) for r in range(1, times + 1)))


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_long_text_that_is_shown_often_takes_too_much(prefix: str) -> None:
    long = texts(5, 50_000, prefix=prefix)
    assert Room(long).is_short_of_text(shown(1, 1_000))
    assert not Room(long).is_short_of_text(shown(0, 1_000))
    assert not Room(long).is_short_of_text(shown(1, 100))


def test_tabs_share_the_room_for_texts() -> None:
    room = Room(texts(50_000))
    assert [room.is_short_of_text(shown(0, 300)) for _ in range(4)] == [False, False, True, True]


@pytest.mark.parametrize("index", ["<f>1</f><v>0</v>", "<v>0</v >", "<v> 0</v>"])
def test_a_text_that_cannot_be_told_counts_as_the_longest(index: str) -> None:
    cells = (row(r, cell(f"A{r}", index, " t='s'")) for r in range(1, 1_001))
    assert Room(texts(5, 50_000)).is_short_of_text(sheet(*cells))


def test_shared_texts_that_are_written_oddly_count_as_the_longest() -> None:
    odd = SharedTexts.of(b"<sst><!-- <si> --><si><t>a</t></si><si><t>" + b"x" * 50_000 + b"</t></si></sst>")
    assert odd.lengths == () and odd.longest > 50_000
    assert Room(odd).is_short_of_text(shown(0, 1_000))


def test_a_workbook_without_shared_texts_has_none() -> None:
    assert texts() == SharedTexts() and not Room().is_short_of_text(shown(0, 10))
