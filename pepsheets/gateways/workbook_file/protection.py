"""Tabs that their owner has protected: what must not be typed over by hand, we do not write either."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pepsheets.gateways.workbook_file.grid import Grid
from pepsheets.gateways.workbook_file.tables import NewEnd
from pepsheets.sheets import TableCannotGrow

_IS_ON = re.compile(rb"\ssheet\s*=\s*[\"'](?:1|true|on)[\"']")


def is_protected(xml: bytes, grid: Grid) -> bool:
    """Whether the tab is protected, with or without a password."""
    name = re.escape(grid.dialect.tag("sheetProtection"))
    tag = re.compile(rb"<%s\s[^<>]*>" % name).search(xml, grid.after)
    return tag is not None and _IS_ON.search(tag[0]) is not None


def refuse_resizing(ends: Iterable[NewEnd]) -> None:
    """Raises where a table would end elsewhere: Excel changes no table of a protected tab, whatever is locked."""
    for end in ends:
        needs = "more" if end.added is not None else "fewer"
        raise TableCannotGrow(
            f"The table '{end.table.table.name}' on the tab '{end.tab}' needs {needs} rows, and the tab is protected.",
            "Nothing was written. Unprotect the tab in Excel (Review, Unprotect Sheet), save it, and try again.",
        )
