"""Which actions the clients of a server carry out, read from the client programs that xlwings itself brings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import xlwings

_CLIENTS = Path(xlwings.__file__).parent / "js"
_GOOGLE_FUNCTION = re.compile(r"^function (\w+)\(workbook, action\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_EXCEL_FUNCTION = re.compile(r"^registerCallback\((\w+)\);", re.MULTILINE)


@cache
def known_to_google() -> frozenset[str]:
    """The actions that the client for Google Sheets has a function for."""
    return frozenset(name for name, _ in _google_functions())


@cache
def refused_by_google() -> frozenset[str]:
    """Those of them that do nothing but refuse."""
    return frozenset(name for name, body in _google_functions() if body.strip().startswith("throw"))


@cache
def known_to_excel() -> frozenset[str]:
    """The actions that the client for Excel on the web carries out (Office Scripts, the most modest one)."""
    return frozenset(_EXCEL_FUNCTION.findall((_CLIENTS / "xlwings.ts").read_text(encoding="utf-8")))


def works_on(client: str) -> frozenset[str]:
    """What may be emitted. A workbook without tables, as Google's are, is never asked to resize one."""
    if client.startswith("Google"):
        return known_to_google() - refused_by_google()
    return known_to_google() & known_to_excel()


def _google_functions() -> list[tuple[str, str]]:
    return _GOOGLE_FUNCTION.findall((_CLIENTS / "xlwings.js").read_text(encoding="utf-8"))
