"""The styles part: a number format for cells that have none fitting, everything else about their look kept."""

from __future__ import annotations

import re

from pepsheets.gateways.workbook_file.cells import Look
from pepsheets.gateways.workbook_file.elements import Element, escaped, parse, prefix_of, spliced, with_attribute
from pepsheets.sheets import NotAWorkbook

_FIRST_OWN_FORMAT = 164
_TEXT_FORMAT = 49
# ECMA-376-1, 18.8.30: the formats that every workbook has without declaring them, the East Asian dates included.
_BUILT_IN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), *range(34, 37), *range(50, 59)})
_BUILT_IN_TIMES = frozenset({18, 19, 20, 21, 22, 32, 33, 45, 46, 47})
_BUILT_IN_AMOUNTS = frozenset({1, 2, 3, 4, *range(5, 9), *range(37, 45)})

_NOT_CODE = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|AM/PM|A/P|\[(?!h|m|s)[^\]]*\]", re.IGNORECASE)


class Styles:
    """The cell formats of a workbook, and those that writing adds to them."""

    def __init__(self, xml: bytes, label: str) -> None:
        self.before = xml
        self._root = parse(xml, label)
        formats = self._root.under("cellXfs")
        if formats is None or not formats.children:
            raise NotAWorkbook(f"'{label}' is damaged: its cell formats are missing.")
        self._list = formats
        self._formats = [xml[item.start : item.end] for item in formats.children]
        self._numbers = [_number(item) for item in formats.children]
        codes = self._root.under("numFmts")
        self._codes = {
            _number(item): item.attributes.get("formatCode", "") for item in (codes.children if codes else ())
        }
        self._new_codes: dict[int, str] = {}
        self._found: dict[tuple[int, Look], int] = {}

    def fitting(self, style: int, look: Look) -> int:
        """The style to give a cell of this style so that a value of this look shows: the same one where it fits."""
        known = self._found.get((style, look))
        if known is None:
            base = style if style < len(self._formats) else 0
            known = style if base == style and self._fits(self._numbers[base], look) else self._with(base, look)
            self._found[style, look] = known
        return known

    def is_locked(self, style: int) -> bool:
        """Whether a cell of this style may not be changed while its tab is protected, as any is that says nothing."""
        items = self._list.children
        protection = items[style].under("protection") if style < len(items) else None
        return protection is None or protection.attributes.get("locked", "1") not in {"0", "false", "off"}

    def _fits(self, number: int, look: Look) -> bool:
        has_date, has_time, is_amount = self._shows(number)
        if look is Look.TIME:
            return has_time
        return is_amount if look is Look.MONEY else has_date

    def _shows(self, number: int) -> tuple[bool, bool, bool]:
        code = self._codes.get(number)
        if code is None:
            return number in _BUILT_IN_DATES, number in _BUILT_IN_TIMES, number in _BUILT_IN_AMOUNTS
        letters = set(_NOT_CODE.sub("", code.partition(";")[0]).casefold())
        has_time = bool(letters & {"h", "s"})
        has_date = bool(letters & {"d", "y"}) or ("m" in letters and not has_time)
        if "general" in code.casefold():
            return False, False, False
        is_amount = bool(letters & set("0#?")) and not letters & set("%ehdy@")
        return has_date, has_time, is_amount

    def _with(self, style: int, look: Look) -> int:
        number = self._number_of(look.value)
        element = self._formats[style]
        tag_end = element.index(b">") + 1
        tag = with_attribute(element[:tag_end], "numFmtId", str(number))
        wanted = with_attribute(tag, "applyNumberFormat", "1") + element[tag_end:]
        if wanted not in self._formats:
            self._formats.append(wanted)
            self._numbers.append(number)
        return self._formats.index(wanted)

    def _number_of(self, code: str) -> int:
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *self._codes]) + 1
        self._codes[number] = self._new_codes[number] = code
        return number

    def xml(self) -> bytes:
        """The part with what was added; the very same bytes where nothing was."""
        added = self._formats[len(self._list.children) :]
        edits = self._grown(self._list, b"".join(added), len(self._formats)) if added else []
        return spliced(self.before, edits + (self._code_edits() if self._new_codes else []))

    def _code_edits(self) -> list[tuple[int, int, bytes]]:
        prefix = prefix_of(self.before, self._root)
        items = "".join(
            f'<{prefix}numFmt numFmtId="{number}" formatCode="{escaped(code)}"/>'
            for number, code in self._new_codes.items()
        )
        present = self._root.under("numFmts")
        if present is not None:
            return self._grown(present, items.encode(), len(self._codes))
        here = self._root.tag_end
        new = f'<{prefix}numFmts count="{len(self._new_codes)}">{items}</{prefix}numFmts>'
        return [(here, here, new.encode())]

    def _grown(self, element: Element, items: bytes, count: int) -> list[tuple[int, int, bytes]]:
        tag = with_attribute(self.before[element.start : element.tag_end], "count", str(count))
        if element.is_closed_at_once:
            name = prefix_of(self.before, element) + element.name
            return [(element.start, element.end, tag[:-2] + b">" + items + f"</{name}>".encode())]
        last = element.children[-1].end if element.children else element.tag_end
        return [(element.start, element.tag_end, tag), (last, last, items)]


def _number(element: Element) -> int:
    stated = element.attributes.get("numFmtId", "")
    return int(stated) if stated.isdecimal() else 0
