"""What stays as it was because a row must be put right first, said once for each row, or once for a whole tab."""

from pepsheets.tabs.declaration import Column, Row
from pepsheets.validation import Reporter

ROWS_TOLD = 5
"""Up to this many rows that wait for the same thing are told one by one."""


class Waiting:
    """Gathers the results that could not be worked out, and reports them without flooding anyone."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._rows: dict[tuple[type[Row], str], dict[tuple[int, str], list[Column]]] = {}

    def add(self, tab: type[Row], row: Row, column: Column, what: str) -> None:
        """A result of one row waits."""
        by_row = self._rows.setdefault((tab, what), {})
        by_row.setdefault((row.position, row.key), []).append(column)

    def add_tab(self, tab: type[Row], what: str) -> None:
        """A whole computed tab waits."""
        self._reporter.about_tab(tab, "warning", f"left as it was until {what} is put right.")

    def report(self) -> None:
        for (tab, what), rows in self._rows.items():
            if len(rows) > ROWS_TOLD:
                sentence = f"the results of {len(rows)} rows are left as they were until {what} is put right."
                self._reporter.about_tab(tab, "warning", sentence)
                continue
            for (position, key), columns in rows.items():
                also = f" (also {', '.join(column.heading for column in columns[1:])})" if len(columns) > 1 else ""
                sentence = f"left as it was{also} until {what} is put right."
                self._reporter.about_cell(tab, position, columns[0].name, sentence, severity="warning", key=key)
        self._rows.clear()
