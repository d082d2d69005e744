"""What a person sees of their workbook while a button works, and that it is as it was afterwards.

Excel on the web has no status bar, and cannot be told to stop drawing: there nothing of this is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import xlwings as xw

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _View:
    """The tab in front and the cells selected on it; whether Excel draws, and what its status bar says, if it tells."""

    tab: str | None
    selection: str | None
    draws: bool | None
    bar: str | bool | None


@contextmanager
def left_as_it_was(book: xw.Book) -> Iterator[Callable[[str], None]]:
    """A still screen, and a way to say in the status bar what is being done; afterwards everything is as before."""
    view = _view_of(book)
    # From here on nothing of the screen may stand in the way of the work itself, so no failure of it is told.
    with suppress(Exception):
        if view.draws is not None:
            book.app.screen_updating = False
    try:
        yield lambda words: _say(book, view, words)
    finally:
        _put_back(book, view)


def _view_of(book: xw.Book) -> _View:
    return _View(
        _answer(lambda: book.sheets.active.name),
        _answer(lambda: _selection(book)),
        _answer(lambda: book.app.screen_updating),
        _answer(lambda: book.app.status_bar),
    )


def _answer(question: Callable[[], T]) -> T | None:
    """What Excel answers; nothing where this one cannot."""
    with suppress(Exception):
        return question()
    return None


def _selection(book: xw.Book) -> str | None:
    """The selected cells; none where a picture or a button is selected."""
    cells = book.selection
    return cells.get_address() if cells is not None else None


def _say(book: xw.Book, view: _View, words: str) -> None:
    with suppress(Exception):
        if view.bar is not None:
            book.app.status_bar = f"pepsheets: {words} …"


def _put_back(book: xw.Book, view: _View) -> None:
    """Each by itself: one that cannot be put back keeps no other from it."""
    with suppress(Exception):
        _select_again(book, view)
    with suppress(Exception):
        if view.draws is not None:
            book.app.screen_updating = view.draws
    with suppress(Exception):
        if view.bar is not None:
            book.app.status_bar = view.bar


def _select_again(book: xw.Book, view: _View) -> None:
    """The tab in front, and its selection, where they are others by now."""
    if view.tab is not None and book.sheets.active.name != view.tab:
        book.sheets[view.tab].activate()
    if view.tab is not None and view.selection is not None and _selection(book) != view.selection:
        book.sheets[view.tab].range(view.selection).select()
