"""Tabs and headings that are missing, doubled or renamed: one problem each, with the nearest name there is."""

from collections.abc import Iterator

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Severity, Sheet, Workbook, cell_name
from pepsheets.tabs.declaration import Column, Row, columns_of, is_computed
from pepsheets.tabs.kinds import folded, is_blank, plain
from pepsheets.validation.locating import Located, Run, locate, nearest, runs_of, sheet_of
from pepsheets.validation.problems import Reporter


def locate_tabs(
    workbook: Workbook, kind: Partnership
) -> tuple[dict[type[Row], Located], dict[type[Row], str], Reporter]:
    """Where the kind's tabs stand, which of them cannot be read and why, and the problems that say so."""
    located: dict[type[Row], Located] = {}
    unreadable: dict[type[Row], str] = {}
    reporter = Reporter(located)
    for tab in kind.tabs:
        sheet = sheet_of(tab, workbook)
        place = locate(tab, sheet) if sheet else None
        if place is not None:
            located[tab] = place
            if _report_headings(place, reporter):
                unreadable[tab] = f"the heading row of the {tab.tab} tab"
            _report_rows_below(place, reporter)
            continue
        if tab.is_optional and sheet is None:
            continue
        unreadable[tab] = f"the {tab.tab} tab"
        severity: Severity = "warning" if is_computed(tab) else "error"
        sentence = _no_headings(tab) if sheet else _no_tab(tab, workbook, kind)
        reporter.about_tab(tab, severity, sentence)
    return located, unreadable, reporter


def _no_tab(tab: type[Row], workbook: Workbook, kind: Partnership) -> str:
    ours = {folded(each.tab) for each in kind.tabs}
    close = nearest(tab.tab, (name for name in workbook.tab_names if folded(name) not in ours))
    if close:
        return f"the workbook has no tab of this name. Is it the tab '{close}'? Then rename that to '{tab.tab}'."
    return f"the workbook has no tab of this name. Add a tab named '{tab.tab}' with its headings."


def _no_headings(tab: type[Row]) -> str:
    first = ", ".join(f"'{column.heading}'" for column in columns_of(tab)[:3])
    return f"no row of headings was found on this tab. Type its headings in one row, beginning with {first}."


def missing_inputs(located: Located) -> list[Column]:
    """The columns that people fill and whose heading is not on the tab. Without a row ID a tab does well enough."""
    return [column for column in _missing(located) if not column.is_computed]


def _missing(located: Located) -> Iterator[Column]:
    for column in columns_of(located.tab):
        if column.name not in located.places and not column.is_row_id:
            yield column


def _report_headings(located: Located, reporter: Reporter) -> bool:
    """Tells what is wrong with a tab's headings; whether people's columns are among what is missing.

    A column of people's that is missing is never read as empty: a renamed 'Cancelled on' would bring back to life every
    booking that was cancelled.
    """
    unknown = _unknown_headings(located)
    for column in _missing(located):
        close = nearest(column.heading, unknown)
        what = f"the heading '{column.heading}' is missing. "
        offer = f"Is it '{close}'? Then rename that." if close else _add(column)
        severity: Severity = "warning" if column.is_computed else "error"
        reporter.about_tab(located.tab, severity, what + offer)
    for heading, first, second in _doubled(located):
        sentence = f"the heading '{heading}' stands in {first} and again in {second}. Rename or delete one of the two."
        reporter.about_tab(located.tab, "error", sentence)
    return any(missing_inputs(located)) or any(_doubled(located))


def _add(column: Column) -> str:
    if column.is_computed:
        return "Nothing can be filled in there. Add the heading to get it back."
    return "Nothing on this tab can be worked out without it. Add the heading; the cells below it may stay empty."


def _runs(located: Located) -> list[Run]:
    return runs_of(located.sheet, located.heading_row, located.named)


def _as_typed(located: Located, place: int) -> str:
    return plain(str(located.sheet.rows[located.heading_row - 1][place - 1]))


def _unknown_headings(located: Located) -> list[str]:
    ours = set(located.places.values())
    return [_as_typed(located, place) for run in _runs(located) for place, _ in run if place not in ours]


def _doubled(located: Located) -> Iterator[tuple[str, str, str]]:
    """Headings of ours that stand twice in one run: the heading, and the two cells."""
    ours = {folded(column.heading) for column in columns_of(located.tab)}
    for run in _runs(located):
        first_at: dict[str, int] = {}
        for place, heading in run:
            first = first_at.setdefault(heading, place)
            if first != place and heading in ours:
                row = located.heading_row
                yield _as_typed(located, place), cell_name(row, first), cell_name(row, place)


def _report_rows_below(located: Located, reporter: Reporter) -> None:
    """Rows typed right below a table that did not grow over them would be lost in silence."""
    row = located.last_row + 1
    if located.named is None or located.named.has_totals or is_computed(located.tab):
        return
    if _is_filled(located.sheet, row, located):
        sentence = "this row stands below the table and is not counted. Drag the table's lower right corner over it."
        first = next(iter(located.places))
        reporter.about_cell(located.tab, row, first, sentence)


def _is_filled(sheet: Sheet, row: int, located: Located) -> bool:
    if row > len(sheet.rows):
        return False
    cells = sheet.rows[row - 1]
    return any(place <= len(cells) and not is_blank(cells[place - 1]) for place in located.places.values())
