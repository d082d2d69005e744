"""Where somebody saves the workbook while we work, the recalculation starts again from what they saved."""

from __future__ import annotations

from datetime import date

import pytest

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships import PARTNERSHIPS
from pepsheets.recalculation import recalculate
from pepsheets.sheets import FileChangedMeanwhile, Plan, Receipt
from tests.support.workbooks import memory_workbook

TODAY = date(2026, 11, 21)


class Busy(MemoryWorkbook):
    """A workbook that somebody saves just before our first writes."""

    saves = 0
    writes = 0

    def write(self, plan: Plan, state: str) -> Receipt:
        self.writes += 1
        if self.writes <= self.saves:
            raise FileChangedMeanwhile("Somebody saved the workbook.")
        return super().write(plan, state)


def busy(saves: int) -> Busy:
    kind = PARTNERSHIPS[0]
    book = Busy(memory_workbook(kind, kind.sample(TODAY)).sheets.values())
    book.saves = saves
    return book


@pytest.mark.parametrize("saves", [0, 1, 2])
def test_a_save_or_two_meanwhile_only_mean_starting_again(saves: int) -> None:
    book = busy(saves)
    assert recalculate(book, TODAY).written and book.writes == saves + 1
    assert not recalculate(book, TODAY).written


def test_a_workbook_that_is_saved_again_and_again_is_left_alone() -> None:
    book = busy(9)
    with pytest.raises(FileChangedMeanwhile, match="Run the command again"):
        recalculate(book, TODAY)
    assert book.writes == 3
