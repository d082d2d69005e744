"""The mark of our last write: a hidden name of the workbook itself, which is kept by whoever saves the file next."""

from __future__ import annotations

import re

from pepsheets.gateways.workbook_file.elements import Element, parse, prefix_of, spliced

_NAME = "_pepsheets_last_write"
_KEPT = re.compile(r'"([A-Za-z0-9._-]+)"')
# ECMA-376-1, 18.2.27: what may stand before definedNames in the workbook part.
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def mark_of(workbook: Element) -> str:
    """The mark that a workbook keeps; empty where it has none."""
    kept = _kept(workbook)
    text = _KEPT.fullmatch(kept.text.strip()) if kept else None
    return text[1] if text else ""


def _kept(workbook: Element) -> Element | None:
    names = workbook.under("definedNames")
    return next((name for name in names.all("definedName") if _is_ours(name)), None) if names else None


def _is_ours(name: Element) -> bool:
    """Whether this is our name, and the workbook's own: a tab may have one of the same words."""
    return name.attributes.get("name", "").casefold() == _NAME and "localSheetId" not in name.attributes


def with_mark(xml: bytes, label: str, mark: str) -> bytes:
    """The workbook part with this mark in the place of an earlier one; other names stay where they are."""
    root = parse(xml, label)
    names, kept = root.under("definedNames"), _kept(root)
    prefix = prefix_of(xml, kept or names or root)
    new = f'<{prefix}definedName name="{_NAME}" hidden="1">"{mark}"</{prefix}definedName>'
    if kept is not None:
        return spliced(xml, [(kept.start, kept.end, new.encode())])
    if names is not None and names.children:
        last = names.children[-1].end
        return spliced(xml, [(last, last, new.encode())])
    here = max(element.end for element in root.all(*_BEFORE_NAMES))
    start, end = (names.start, names.end) if names else (here, here)
    return spliced(xml, [(start, end, f"<{prefix}definedNames>{new}</{prefix}definedNames>".encode())])
