"""Where drop-downs take their entries from: names for the keys of tabs, a hidden tab for long lists."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from pepsheets.tabs.declaration import Row
from pepsheets.templates.layout import Layout
from pepsheets.validation.locating import table_name

LISTS_TAB = "Lists"
_LONGEST_LITERAL = 255
"""Excel takes no longer list than this in the validation itself."""


class Lists:
    """The hidden tab of long lists, made when the first one is needed."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def source_of(self, heading: str, choices: Sequence[str]) -> list[str] | str:
        """The choices themselves where they are few, else where they stand on the hidden tab."""
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LITERAL and joined.count(",") == len(choices) - 1:
            return list(choices)
        self._lists.setdefault(tuple(choices), heading)
        place = list(self._lists).index(tuple(choices))
        first, last = (xl_rowcol_to_cell(row, place, True, True) for row in (1, len(choices)))
        return f"={LISTS_TAB}!{first}:{last}"

    def write(self, workbook: Workbook) -> None:
        """Writes the lists to a tab that is hidden."""
        sheet = workbook.add_worksheet(LISTS_TAB)
        sheet.hide()
        sheet.set_column(0, max(len(self._lists) - 1, 0), 44)
        for place, (choices, heading) in enumerate(self._lists.items()):
            sheet.write_column(0, place, [heading, *choices])


def names_of_keys(tab: type[Row]) -> str:
    """The name of the cells that hold a tab's keys."""
    return f"{table_name(tab.tab)}_keys"


def define_names(workbook: Workbook, layouts: Sequence[Layout]) -> None:
    """Gives the keys of each tab that others refer to a name, by which their drop-downs find them."""
    referred = {planned.column.reference for layout in layouts for planned in layout.columns}
    for layout in layouts:
        if layout.tab in referred:
            workbook.define_name(names_of_keys(layout.tab), _keys_formula(layout))


def _keys_formula(layout: Layout) -> str:
    """The table's key column as far down as it is filled: a drop-down with blanks opens at its empty end."""
    key = next(place for place, planned in enumerate(layout.columns) if planned.column.is_key)
    tab = f"'{layout.tab.tab}'" if " " in layout.tab.tab else layout.tab.tab
    first = xl_rowcol_to_cell(layout.first_row, key, True, True)
    column = first.rstrip("0123456789").rstrip("$")
    keys = f"{table_name(layout.tab.tab)}[{layout.columns[key].column.heading}]"
    last = f'MAX({layout.first_row + 1},SUMPRODUCT(MAX(({keys}<>"")*ROW({keys}))))'
    return f"={tab}!{first}:INDEX({tab}!{column}:{column},{last})"
