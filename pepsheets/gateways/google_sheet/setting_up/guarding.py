"""What keeps a tab in order while many type into it: frozen headings, warnings, a view of one's own, a hidden ID.

Protection only warns. A hard one would stop people from sorting and deleting rows.
"""

from collections.abc import Iterator, Sequence

from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.setting_up.ranges import cells, columns, covers, runs
from pepsheets.gateways.google_sheet.values import Json
from pepsheets.tabs.declaration import is_computed

VIEW = "Sort and filter for myself"
"""The filter view of each tab that people fill: what one person sorts there, nobody else sees moving."""

_OURS = "pepsheets fills this tab: what is typed here is replaced when it next recalculates."
_FILLED = "pepsheets fills these columns: what is typed here is replaced when it next recalculates."
_HEADINGS = "pepsheets finds each column by its heading: renamed, a column is no longer found."
_ROW_ID = "By this pepsheets knows the row, wherever it is sorted to. Leave it alone."


def freezing_requests(tab: Placed) -> Iterator[Json]:
    """Keeps the headings of a tab in sight. A new tab is made so; the Overview has none to keep."""
    if tab.there is None or tab.layout.is_overview or tab.there.frozen_rows == tab.first_row:
        return
    properties = {"sheetId": tab.sheet_id, "gridProperties": {"frozenRowCount": tab.first_row}}
    fields = "gridProperties.frozenRowCount"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}


def hiding_requests(tab: Placed) -> Iterator[Json]:
    """Hides the column of the row ID."""
    hidden = tab.there.hidden_columns if tab.there else frozenset()
    for place, planned in tab.columns():
        if planned.column.is_row_id and place not in hidden:
            where = columns(tab.sheet_id, place, place + 1)
            yield {
                "updateDimensionProperties": {
                    "range": where,
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            }


def view_requests(tab: Placed) -> Iterator[Json]:
    """Adds a filter view of the whole table to a tab that people fill, unless it has one."""
    views = tab.there.views if tab.there else frozenset()
    if not is_computed(tab.layout.tab) and VIEW not in views:
        table = cells(tab.sheet_id, (tab.heading_row, None), (min(tab.places.values()), tab.end_column))
        yield {"addFilterView": {"filter": {"title": VIEW, "range": table}}}


def protection_requests(tab: Placed) -> Iterator[Json]:
    """Adds the warnings that a tab lacks. One without a table needs none."""
    if not tab.places:
        return
    there = tab.there.protected if tab.there else ()
    for area, description in _protections(tab):
        if not any(covers(each, area, tab.row_count) for each in there):
            protected = {"range": area, "description": description, "warningOnly": True}
            yield {"addProtectedRange": {"protectedRange": protected}}


def _protections(tab: Placed) -> Iterator[tuple[Json, str]]:
    whole = min(tab.places.values()), tab.end_column
    if is_computed(tab.layout.tab):
        yield cells(tab.sheet_id, (tab.heading_row, None), whole), _OURS
        return
    yield cells(tab.sheet_id, (tab.heading_row, tab.first_row), whole), _HEADINGS
    for first, end in runs(_places(tab, computed=True)):
        yield cells(tab.sheet_id, (tab.first_row, None), (first, end)), _FILLED
    for place in _places(tab, computed=False):
        yield cells(tab.sheet_id, (tab.first_row, None), (place, place + 1)), _ROW_ID


def _places(tab: Placed, *, computed: bool) -> Sequence[int]:
    """The computed columns, or else that of the row ID."""
    return [
        place
        for place, planned in tab.columns()
        if (planned.column.is_computed if computed else planned.column.is_row_id)
    ]
