"""The names of a workbook, as the engine in memory tells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.excel.model import Name

if TYPE_CHECKING:
    from tests.excel.desktop_engine import _Book


class Names:
    def __init__(self, book: _Book) -> None:
        self._book = book

    def _all(self) -> list[str]:
        return list(self._book.model.names)

    def __call__(self, name_or_index: str | int) -> Named:
        name = self._all()[name_or_index - 1] if isinstance(name_or_index, int) else name_or_index
        return Named(self._book, name)

    def snapshot(self) -> list[tuple[str, Named]]:
        return [(name, Named(self._book, name)) for name in self._all()]

    def contains(self, name_or_index: str | int) -> bool:
        return name_or_index in self._all()

    def __len__(self) -> int:
        return len(self._all())

    def add(self, name: str, refers_to: str) -> Named:
        self._book.calls.make(f"the name {name}")
        assert re.fullmatch(r"[A-Za-z_\\][\w.\\]*", name), "Excel takes no such name"
        self._book.model.names[name] = Name(refers_to)
        return Named(self._book, name)


class Named:
    def __init__(self, book: _Book, name: str) -> None:
        self._book = book
        self.name = name

    @property
    def refers_to(self) -> str:
        return self._book.model.names[self.name].refers_to

    @refers_to.setter
    def refers_to(self, refers_to: str) -> None:
        self._book.calls.make(f"the name {self.name}")
        self._book.model.names[self.name] = Name(refers_to)

    def delete(self) -> None:
        self._book.calls.make(f"the name {self.name}")
        del self._book.model.names[self.name]
