"""The lines above a table: words, or on the Overview cells side by side."""

from dataclasses import dataclass

from pepsheets.templates.looks import Look


@dataclass(frozen=True, slots=True)
class LineCell:
    """One of several cells side by side; one to tick holds no words."""

    text: str
    look: Look
    note: str = ""
    is_tick: bool = False
    alarm: str = ""
    """The word that turns the cell red where its text begins with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words about a table, or one of cells side by side. One without a height leaves its row as it is."""

    text: str
    look: Look
    height: int | None
    cells: tuple[LineCell, ...] = ()
