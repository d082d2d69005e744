"""The screen: results on standard output, messages and progress on standard error.

A terminal gets lines that are wrapped at words, aligned and sparingly coloured; a file or a pipe gets one plain line
for each thing that is said. Rich is loaded for a terminal alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Look: TypeAlias = Literal["", "bold", "dim", "red", "yellow", "green"]
Progress: TypeAlias = Callable[[str], None]

INDENT = "  "


class Screen:
    """What a person sees of one command."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _forgiving(out or sys.stdout)
        self._err = _forgiving(err or sys.stderr)
        self._console = _console(self._out)
        self._has_spoken = False
        self.config: str | None = None
        self.arrow = "→" if _can_show(self._out, "→") else "->"

    def say(self, text: str = "", look: Look = "") -> None:
        """A paragraph."""
        self._has_spoken = True
        if self._console is None:
            print(plain(self.worded(text)), file=self._out)
        else:
            self._console.print(plain(self.worded(text)), style=look)

    def copyable(self, text: str) -> None:
        """A path or a command on a line of its own, which a terminal never breaks at a word."""
        if self._console is None:
            self.say(INDENT + text)
        else:
            self._console.print(INDENT + plain(text), soft_wrap=True)

    def heading(self, text: str, look: Look = "bold") -> None:
        """A line that opens what follows, with air above it."""
        if self._has_spoken:
            self.say()
        self.say(text, look)

    def item(self, text: str, lead: str = "-", look: Look = "", depth: int = 1) -> None:
        """One of several: the text stands to the right of its lead, however many lines it takes."""
        if self._console is None:
            self.say(f"{INDENT * depth}{lead} {text}")
        else:
            self._console.print(_beside(INDENT * depth + lead, plain(self.worded(text)), look))

    def columns(self, rows: Sequence[Sequence[str]], depth: int = 1) -> None:
        """Rows of a few texts each, in columns as wide as they need to be; the last one may take many lines."""
        if self._console is None:
            for line in _aligned(rows):
                self.say(INDENT * depth + line)
        else:
            self._console.print(_grid(rows, INDENT * depth))

    def raw(self, text: str) -> None:
        """Text for another program, as it is."""
        print(text, file=self._out)

    def message(self, text: str) -> None:
        """What the person must know besides the result."""
        console = _console(self._err)
        if console is None:
            print(plain(self.worded(text)), file=self._err)
        else:
            console.print(plain(self.worded(text)))

    def worded(self, text: str) -> str:
        """The text, with the config file that was named in each command that it offers."""
        if self.config is None or "'pepsheets " not in text:
            return text
        from pepsheets.faces.commands_named import with_config

        return with_config(text, self.config)

    def finish(self) -> None:
        """Everything said has left."""
        self._out.flush()

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Shows on a terminal what is being done now; says nothing elsewhere."""
        console = _console(self._err)
        if console is None:
            yield _nothing
            return
        with console.status("Starting", spinner="line") as status:
            yield lambda words: status.update(plain(words))


def plain(text: str) -> str:
    """A text in which nothing steers a terminal, whatever was typed into a cell.

    >>> plain("Hill" + chr(27) + "[2Jside" + chr(10))
    'Hill [2Jside '
    """
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)


def _nothing(_: str) -> None:
    """Progress where nobody watches."""


def _console(stream: TextIO) -> Console | None:
    if not stream.isatty():
        return None
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def _forgiving(stream: TextIO) -> TextIO:
    """The stream, no longer stumbling over a letter that an old console does not know."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _can_show(stream: TextIO, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _beside(lead: str, text: str, look: Look) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(lead, style=look), Text(text))
    return grid


def _grid(rows: Sequence[Sequence[str]], indent: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in rows[0] if rows else ():
        grid.add_column(overflow="fold")
    for first, *others in rows:
        grid.add_row(Text(indent + plain(first)), *(Text(plain(each)) for each in others))
    return grid


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
