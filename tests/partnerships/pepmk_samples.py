"""The worked example of PEP:mk as it stands after a recalculation, on a choice of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.recalculation import recalculate
from pepsheets.sheets import Cell, Problem
from pepsheets.tabs.declaration import Row
from tests.support.workbooks import memory_workbook, table

DAYS = (
    date(2026, 9, 1),
    date(2026, 8, 31),
    date(2028, 2, 29),
    date(2026, 11, 21),
    date(2027, 1, 2),
    date(2027, 6, 15),
    date(2027, 5, 24),
    date(2027, 5, 23),
)


@dataclass(frozen=True)
class Sample:
    """The worked example of a day, recalculated."""

    today: date
    workbook: MemoryWorkbook
    problems: tuple[Problem, ...]

    def rows(self, tab: type[Row], **wanted: Cell) -> list[Mapping[str, Cell]]:
        """The rows of a tab whose cells hold these values, by heading with its spaces as low lines."""
        named = {heading.replace("_", " "): value for heading, value in wanted.items()}
        return [row for row in table(self.workbook, tab) if all(row.get(key) == named[key] for key in named)]

    def told(self, tab: type[Row], words: str) -> list[Problem]:
        """The problems of a tab whose sentence holds these words."""
        return [problem for problem in self.problems if problem.tab == tab.tab and words in problem.message]


@lru_cache(maxsize=32)
def sample_of(today: date) -> Sample:
    workbook = memory_workbook(PEPMK, PEPMK.sample(today), PEPMK.mistakes(today))
    return Sample(today, workbook, recalculate(workbook, today).examined.problems)


def text(cell: Cell) -> str:
    return str(cell or "")


def money(rows: Sequence[Mapping[str, Cell]], heading: str) -> Decimal:
    return sum((Decimal(str(row[heading])) for row in rows if row.get(heading) is not None), Decimal(0))
