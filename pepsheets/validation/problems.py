"""Findings become problems: each gets its address on the tab."""

from collections.abc import Iterable, Mapping

from pepsheets.sheets import STAGES, Problem, Severity, Stage
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.validation.locating import Located


class Reporter:
    """Gathers problems, and knows where each column stands on its tab."""

    def __init__(self, located: Mapping[type[Row], Located]) -> None:
        self._located = located
        self.problems: list[Problem] = []

    def about_tab(self, tab: type[Row], severity: Severity, sentence: str) -> None:
        """A problem with the tab as a whole."""
        message = f"{tab.tab}: {sentence}"
        # What stops a whole tab stops much else, and comes first.
        stage = STAGES[0] if severity == "error" else tab.stage
        self.problems.append(Problem(severity, self._name(tab), None, None, None, message, None, stage))

    def about_cell(  # noqa: PLR0913 - the parts of an address, all but one by name
        self,
        tab: type[Row],
        row: int | None,
        column: str,
        sentence: str,
        *,
        severity: Severity = "error",
        key: str | None = None,
        stage: Stage | None = None,
    ) -> None:
        """A problem with one column of one row, or with a column as a whole."""
        located = self._located.get(tab)
        heading = (located.heading(column) if located else None) or _declared_heading(tab, column)
        cell = located.cell(row or located.heading_row, column) if located else None
        where = [tab.tab, f"row {row}" if row else "", heading or ""]
        message = f"{', '.join(part for part in where if part)}: {sentence}"
        stage = stage or tab.stage
        self.problems.append(Problem(severity, self._name(tab), row, heading, cell, message, key, stage))

    def _name(self, tab: type[Row]) -> str:
        """The tab's name as it stands on the workbook."""
        located = self._located.get(tab)
        return located.sheet.name if located else tab.tab


def _declared_heading(tab: type[Row], column: str) -> str | None:
    return next((each.heading for each in columns_of(tab) if each.name == column), None)


def in_reading_order(problems: Iterable[Problem], tabs: Iterable[str]) -> tuple[Problem, ...]:
    """Problems as one reads a workbook: tab by tab, row by row, from left to right; each one once."""
    order = {name: place for place, name in enumerate(tabs)}

    def place(problem: Problem) -> tuple[int, int, int, str]:
        letters = (problem.cell or "").rstrip("0123456789")
        return (order.get(problem.tab, len(order)), problem.row or 0, len(letters), letters + problem.message)

    return tuple(sorted(dict.fromkeys(problems), key=place))
