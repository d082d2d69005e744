"""Where everything stands on a tab: the words above the table, its headings, its rows.

Rows and columns are counted from 0, as XlsxWriter counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Mistake
from pepsheets.sheets import column_letters
from pepsheets.tabs.charges import StatementThisYear
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.courses import Course
from pepsheets.tabs.declaration import Row, is_computed
from pepsheets.tabs.meetings import Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates.columns import Planned, planned_columns
from pepsheets.templates.contents import Cells, rows_of, texts_of
from pepsheets.templates.excerpts import Excerpt, shown_columns
from pepsheets.templates.lines import Line
from pepsheets.templates.looks import ABOUT_LOOK, HINT_LOOK, TITLE_LOOK
from pepsheets.templates.overview_lines import THEIRS, WIDTHS, beside_lines, overview_lines

SPARE_ROWS = 20
"""Blank rows on a tab that begins empty."""

SPARE_ROWS_BELOW = 15
"""Blank rows below those that a tab begins with."""

_CHARTED = frozenset({Meeting, Course, StatementThisYear})
_SPARE_ROWS_CHARTED = 5
"""A chart shows a gap for each blank row, so the tabs it is drawn from have few."""


_ONE_LINE, _TWO_LINES, _THREE_LINES = 15, 30, 45
_HEADING, _HEADING_OF_TWO_LINES = 21, 36
"""Heights of rows, in points."""

_KEPT_WIDTH = 60
_PAGE_WIDTH = 240
_GAP = 3
"""Widths in characters: what may stay in sight while one scrolls, what can be read on a page, and what lies between the
table of the Overview and what stands beside it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A tab as it will stand in the new workbook. One without columns has no table: it holds the lines alone."""

    tab: type[Row]
    lines: tuple[Line, ...]
    columns: tuple[Planned, ...]
    rows: tuple[Cells, ...]
    last_row: int
    beside: tuple[Line, ...] = ()
    """What stands beside the table, from the row above its headings on."""

    @property
    def heading_row(self) -> int:
        return len(self.lines)

    @property
    def first_row(self) -> int:
        return self.heading_row + 1

    @property
    def last_column(self) -> int:
        return len(self.columns) - 1

    @property
    def has_headings_in_a_line(self) -> bool:
        """Whether one line is enough for every heading."""
        return all(planned.has_heading_in_a_line for planned in self.columns if not planned.column.is_row_id)

    @property
    def heading_height(self) -> int:
        """The height of the row of headings."""
        return _HEADING if self.has_headings_in_a_line else _HEADING_OF_TWO_LINES

    @property
    def row_height(self) -> int:
        """The height of a row that has none of its own: more than a line where pepsheets writes long texts.

        Excel fits rows to their texts as it opens a workbook; LibreOffice gives them this height.
        """
        if self.tab is ConflictRow:
            return _THREE_LINES
        return _TWO_LINES if any(planned.is_long for planned in self.columns) else _ONE_LINE

    def height_of(self, cells: Cells) -> int | None:
        """The height of a row whose texts need more than it has of itself."""
        texts = ((planned, cells.get(planned.column.name)) for planned in self.columns)
        lines = max((planned.lines(text) for planned, text in texts if isinstance(text, str)), default=1)
        height = lines * _ONE_LINE
        return height if height > self.row_height else None

    @property
    def pages_wide(self) -> int:
        """On how many pages side by side it is printed, so that it can be read."""
        width = sum(planned.width for planned in self.columns if not planned.column.is_row_id)
        return max(1, ceil(width / _PAGE_WIDTH))

    @property
    def key_columns(self) -> int:
        """How many columns name a row and stay in sight: the first, and the next while they too are part of the key."""
        width, count = 0, 0
        for planned in self.columns:
            width += planned.width
            if count and (not planned.column.is_key or width > _KEPT_WIDTH):
                break
            count += 1
        return count

    @property
    def is_overview(self) -> bool:
        return self.tab is OverviewRow

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide the columns of a workbook file are, in characters: those of the table, and those beside it."""
        own = tuple(planned.width for planned in self.columns)
        if not self.is_overview:
            return own
        return (*own, _GAP, *WIDTHS) if own else WIDTHS

    @property
    def beside_column(self) -> int:
        """The first column of what stands beside the table."""
        return self.last_column + 2

    def place(self, name: str) -> int:
        """The place of the column of this name."""
        return next(place for place, planned in enumerate(self.columns) if planned.column.name == name)

    def shows(self, *names: str) -> bool:
        """Whether the tab has all the columns of these names."""
        return set(names) <= {planned.column.name for planned in self.columns}

    def at_first_row(self, place: int) -> str:
        """The first data cell of a column, for formulas that hold for each row."""
        return f"${column_letters(place + 1)}{self.first_row + 1}"


def layout_of(
    tab: type[Row], partnership: Partnership, content: Sequence[Row], mistakes: Sequence[Mistake] = ()
) -> Layout:
    """How a tab will stand, with the rows that it begins with."""
    rows = rows_of(tab, content, mistakes)
    lines = tuple(_lines_of(tab, partnership))
    last_row = len(lines) + len(rows) + _spare_rows(tab, rows)
    columns = planned_columns(tab, texts_of(rows), shown_columns(tab, partnership))
    beside = beside_lines(partnership) if tab is OverviewRow and columns else ()
    return Layout(tab, lines, columns, rows, last_row, beside)


def _spare_rows(tab: type[Row], rows: Sequence[Cells]) -> int:
    if tab is ConflictRow:
        # The table grows with what waits, and its drop-down with it; nobody types a row of their own.
        return 1
    if is_computed(tab):
        # XlsxWriter gives a chart whose series are one cell long a reference that would not grow with the table.
        return 2 if tab in _CHARTED else 1
    if tab in _CHARTED:
        return _SPARE_ROWS_CHARTED
    return SPARE_ROWS_BELOW if rows else SPARE_ROWS


def _lines_of(tab: type[Row], partnership: Partnership) -> Sequence[Line]:
    if tab is OverviewRow:
        return overview_lines(partnership)
    return [
        Line(tab.tab, TITLE_LOOK, 30),
        Line(tab.description, ABOUT_LOOK, 18),
        Line(_hint(tab, partnership), HINT_LOOK, 20),
    ]


def _hint(tab: type[Row], partnership: Partnership) -> str:
    if isinstance(partnership, Excerpt) and (partnership.is_read_only or is_computed(tab)):
        return THEIRS
    if tab is ConflictRow:
        return _CHOOSE
    return _OURS if is_computed(tab) else _YOURS


_YOURS = (
    "White columns are yours to fill; pepsheets fills the shaded ones. "
    "A dark heading names the row. * is needed, and shows yellow while it is missing."
)
_CHOOSE = "pepsheets fills this tab in each round; only the last column is yours. Anything typed elsewhere is replaced."
_OURS = "pepsheets fills this tab each time it recalculates. Anything typed here is replaced."
