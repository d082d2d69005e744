"""The door itself: reads the workbook in front of the person, writes all of a plan or nothing, and can take it back."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from pepsheets.gateways.live_excel.desktop import Desktop
from pepsheets.gateways.live_excel.refusals import PutBackIncomplete, WritingBrokeOff
from pepsheets.gateways.live_excel.remote import Remote
from pepsheets.gateways.live_excel.side import Side
from pepsheets.gateways.live_excel.writing import Refused, carry_out, refuse, tabs_of
from pepsheets.sheets import FileChangedMeanwhile, GatewayError, Plan, Receipt, Workbook

if TYPE_CHECKING:
    import xlwings as xw


class LiveExcel:
    """A workbook that is open in Excel, by way of any engine of xlwings. One of these serves one press of a button.

    Nothing is saved: that is the person's to do. Selection and screen are left alone.
    """

    def __init__(self, book: "xw.Book", address: str = "excel:") -> None:
        self.address = address
        self._side: Side = Desktop(book) if book.app.engine.type == "desktop" else Remote(book)

    def read(self, tabs: Collection[str]) -> Workbook:
        return self._side.read(tabs).workbook(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        """Carries out the plan if nobody typed anything since it was read; each cell that changes and no other."""
        if plan.additions or plan.deletions:
            raise ValueError("this door writes cells: rows are added and deleted by placing them first")
        reading = self._side.read(tabs_of(plan))
        if reading.state != state:
            raise FileChangedMeanwhile("Something was typed in the workbook while we were working on it.")
        if not plan:
            return Receipt(0, state=state)
        refuse(plan, reading, self._side)
        self._side.begin()
        try:
            carry_out(plan, reading, self._side)
            return Receipt(len(plan.cells), state=self._side.read(()).state)
        except Refused as refusal:
            raise self._given_up(refusal) from refusal
        except BaseException:  # Ctrl+C too: nobody finds a workbook written in part; it goes on to whoever asked
            self._side.put_back()
            raise

    def _given_up(self, refusal: Refused) -> GatewayError:
        if self._side.put_back():
            return WritingBrokeOff(f"Excel refused to change {refusal}.")
        return PutBackIncomplete(
            f"Excel refused to change {refusal}, and what had been changed before could not all be put back."
        )

    def put_back(self) -> None:
        """Takes back what the last write of this door did, as it stood; does nothing where there is none."""
        if not self._side.put_back():
            raise PutBackIncomplete("Excel refused to put back what had been changed.")
