"""The styles of a workbook while it is written: read when a cell first needs a look, and made where there are none."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from pepsheets.gateways.workbook_file.cells import Look
from pepsheets.gateways.workbook_file.parts import Book
from pepsheets.gateways.workbook_file.styles import Styles

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# What Excel itself takes for the look of a workbook that says nothing; the second fill has to be there.
_LEAST = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(slots=True)
class BookStyles:
    """The styles of one workbook; ``part`` is where they are or will be."""

    book: Book
    part: str = field(init=False)
    before: bytes | None = None
    _styles: Styles | None = None

    def __post_init__(self) -> None:
        present = self.book.part_of_kind("styles")
        self.part = present or _free_name(self.book)

    def fitting(self, style: int, look: Look) -> int:
        """The style for a value of this look in a cell of that style."""
        return self._read().fitting(style, look)

    def is_locked(self, style: int) -> bool:
        """Whether a cell of this style may not be changed while its tab is protected."""
        return self._read().is_locked(style)

    @property
    def after(self) -> bytes | None:
        """The part with the looks that were added; None where none was."""
        new = self._styles.xml() if self._styles is not None else None
        return None if self._styles is None or new == self._styles.before else new

    def _read(self) -> Styles:
        if self._styles is None:
            package = self.book.package
            self.before = package.read(self.part) if self.part in package else None
            self._styles = Styles(_least_styles(self.book) if self.before is None else self.before, package.label)
        return self._styles


def _free_name(book: Book) -> str:
    folder = posixpath.dirname(book.part)
    names = (posixpath.join(folder, f"styles{number or ''}.xml") for number in range(len(book.package.by_name) + 1))
    return next(name for name in names if name not in book.package)


def _least_styles(book: Book) -> bytes:
    is_strict = _STRICT.encode() in book.package.read(book.part)
    return _LEAST.format(namespace=_STRICT if is_strict else _TRANSITIONAL).encode()
