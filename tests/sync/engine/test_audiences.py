"""What an audience may not see never reaches its sheet, the store, or the history."""

from dataclasses import replace
from pathlib import Path

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import CellChange, Plan, Sheet
from tests.sync.engine.things import COLUMNS, SHARE, Sides, Thing, rows_of, sheet, store_in

SECRET = "valued at a great deal"
NAME_ONLY = replace(SHARE, columns={Thing: tuple(column for column in COLUMNS if column.name == "name")})


def sides_without_states(folder: Path) -> Sides:
    """The shared sheet has the name and the ID alone; the workbook's states are nobody else's business."""
    ours = MemoryWorkbook([sheet([["kettle", SECRET], ["chair", "worn"]])])
    theirs = MemoryWorkbook([Sheet("Things", [["Name", "Row ID"]])])
    return Sides(ours, theirs, store_in(folder), NAME_ONLY)


def stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("store.sqlite*"))


def test_a_column_that_is_not_shared_goes_nowhere(tmp_path: Path) -> None:
    sides = sides_without_states(tmp_path)
    sides.sync()
    assert [row["Name"] for row in rows_of(sides.shared)] == ["kettle", "chair"]
    assert "Label" not in rows_of(sides.shared)[0]
    assert SECRET.encode() not in stored(tmp_path)


def test_a_row_deleted_where_only_part_of_it_shows_comes_back(tmp_path: Path) -> None:
    sides = sides_without_states(tmp_path)
    sides.sync()
    assert isinstance(sides.shared, MemoryWorkbook)
    gone = tuple(CellChange("Things", 2, column, None, None) for column in (1, 2))
    sides.shared.write(Plan(gone), sides.shared.read([]).state)
    outcome = sides.sync()
    assert "shows only part of it: it is back" in str(outcome.told[0])
    assert {row["State"] for row in rows_of(sides.workbook)} == {SECRET, "worn"}
    assert {row["Name"] for row in rows_of(sides.shared)} == {"kettle", "chair"}
    assert SECRET.encode() not in stored(tmp_path)
