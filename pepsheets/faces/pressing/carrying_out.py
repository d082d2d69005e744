"""The one way in which every button is carried out: whatever happens, one message at the end, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from pepsheets.faces.pressing.failing import Failure, failure_of
from pepsheets.faces.pressing.place import is_on_the_web
from pepsheets.faces.pressing.press import Done, Press, press_of
from pepsheets.faces.pressing.undo_note import note_on_undo
from pepsheets.faces.pressing.view import left_as_it_was

if TYPE_CHECKING:
    import xlwings as xw

Work: TypeAlias = Callable[[Press], Done]
Mode: TypeAlias = Literal["info", "critical"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button by its caption, and its work."""

    label: str
    work: Work


def carry_out(book: xw.Book, button: Button, clock: Callable[[], datetime]) -> None:
    """Press the button. On the web a failure is raised: then nothing at all of what we asked for is carried out."""
    with left_as_it_was(book) as progress:
        press = press_of(book, clock, progress)
        done = _worked(button, press)
    if isinstance(done, Failure) and is_on_the_web(book):
        _raise(done)
    _tell(book, button, done, press)


def _worked(button: Button, press: Press) -> Done | Failure:
    try:
        return button.work(press)
    except Exception as fault:  # noqa: BLE001 - the last resort, so that nobody ever sees a traceback
        return failure_of(fault, button.label, press)


def _raise(failure: Failure) -> None:
    """Any other kind of failure would make Excel on the web try again."""
    from xlwings import XlwingsError

    raise XlwingsError(failure.sentence)


def _tell(book: xw.Book, button: Button, done: Done | Failure, press: Press) -> None:
    if isinstance(done, Failure):
        _alert(book, button, [done.sentence], "critical")
        return
    note = note_on_undo(press.file) if done.has_written and press.file else ""
    _alert(book, button, [*done.sentences, note], "info")


def _alert(book: xw.Book, button: Button, sentences: list[str], mode: Mode) -> None:
    text = "\n\n".join(filter(None, sentences))
    book.app.alert(text, title=f"pepsheets: {button.label}", buttons="ok", mode=mode)
