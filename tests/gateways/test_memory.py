"""The workbook in memory keeps the promises of every door."""

from pathlib import Path

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.sheets import CellChange, Gateway, Plan, Sheet
from tests.gateways.marking_contract import MarkingContract


class TestMemoryWorkbook(MarkingContract):
    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        return MemoryWorkbook(sheets)


def test_the_sheets_that_were_given_are_never_changed_themselves() -> None:
    given = Sheet("Trips", [["Trip"]])
    workbook = MemoryWorkbook([given], "memory:trips")
    workbook.write(Plan((CellChange("Trips", 1, 1, "Trip", "Outing"),)), workbook.read([]).state)
    assert given.rows == [["Trip"]] and workbook.sheets["Trips"].rows == [["Outing"]]
    assert workbook.address == "memory:trips"
