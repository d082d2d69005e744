"""The reference documentation of the tabs, written from their declarations."""

from collections.abc import Iterator, Sequence

from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import Column, Row, columns_of, is_computed
from pepsheets.tabs.kinds import Kind
from pepsheets.tabs.settings import SETTINGS, Setting

HEAD = """# The tabs of a workbook

This page is written from the program itself by `scripts/build_reference.py`. Columns may stand in any order, and you
may add columns and tabs of your own: pepsheets finds its columns by their headings and leaves everything else alone.
"""

RULES_HEAD = """
## What can be set on the Rules tab

A setting without a value is off. To change one from a date, add a row with that date: the old value holds until then.

| setting | what it means | how its value is written | rule |
| --- | --- | --- | --- |
"""


def tabs_page() -> str:
    """The page `docs/tabs.md`."""
    tabs = "\n".join(_tab(tab) for tab in TABS)
    settings = "".join(_setting(setting) for setting in SETTINGS.values())
    return f"{HEAD}\n{tabs}{RULES_HEAD}{settings}"


def _tab(tab: type[Row]) -> str:
    shown_to = "everyone" if tab.audience == "everyone" else f"the {tab.audience}"
    filled = "pepsheets writes this whole tab." if is_computed(tab) else ""
    intro = " ".join(part for part in (tab.description, filled, f"For {shown_to}.") if part)
    return f"## {tab.tab}\n\n{intro}\n\n{_table(columns_of(tab))}"


def _table(columns: Sequence[Column]) -> str:
    head = "| column | filled by | holds | needed | what it is |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(_line(column) for column in columns) + "\n"


def _line(column: Column) -> str:
    filled_by = "pepsheets" if column.is_computed or column.is_row_id else "you"
    needed = "yes" if column.is_needed and filled_by == "you" else ""
    name = f"**{column.heading}**" if column.is_key else column.heading
    cells = (name, filled_by, "; ".join(_holds(column)), needed, column.help)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def _holds(column: Column) -> Iterator[str]:
    if column.choices and column.name != "setting":
        yield f"one of: {', '.join(column.choices)}"
    elif column.reference:
        yield f"{'names' if column.kind is Kind.LIST else 'a name'} from the {column.reference.tab} tab"
    else:
        yield column.kind.value
    if column.audience:
        yield f"for the {column.audience} only"


def _setting(setting: Setting[object]) -> str:
    value = f"one of: {', '.join(setting.choices)}" if setting.choices else setting.kind.value
    return f"| {setting.name} | {setting.meaning} | {value} | {setting.rule} |\n"
