"""What stands in the cells that a formula refers to, turned into exact values, or refused with a sentence.

Excel hands over floats, of which a person sees and types 15 digits: those 15 are taken as exact. An amount may be out
by what adding up floats leaves behind; a fraction of a penny that somebody meant is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Cell: TypeAlias = str | int | float | Decimal | date | None
"""What a cell holds: text, a number (TRUE and FALSE among them), a date (with or without a time), or nothing."""

Grid: TypeAlias = Sequence[Sequence[Cell]]
"""The cells of a range, row by row; a single cell is a range too."""

Answer: TypeAlias = Cell | Sequence[Sequence[float]]
"""What a formula shows: in its own cell, or spilled over as many cells as the range had."""

ERRORS = frozenset(
    [
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#FIELD!"),
        *("#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#DATA!", "#EXTERNAL!", "#PYTHON!"),
    ]
)
_ERROR_NUMBERS = range(-2146826288, -2146826188)  # what newer errors, such as #SPILL!, are to Excel on a desktop
MOST = 3650  # as on the Rules tab: ten years of days, and more people than any partnership has
_NOISE = Decimal("0.001")  # of a penny
LARGEST = 10**15
"""A float keeps 15 digits."""


class Refused(ValueError):
    """An argument that cannot be taken as it stands; the message is a sentence for the person."""


class StillEmpty(Exception):
    """A cell that the formula needs has nothing in it yet."""


@dataclass(frozen=True, slots=True)
class Given:
    """The cells that were given for one argument: by rows, one after the other, and of which types they are."""

    name: str
    cells: Grid
    flat: Sequence[Cell]
    kinds: Set[type]

    def refused(self, sentence: str, place: str = "") -> Refused:
        """The refusal that says which argument, and where in it."""
        return Refused(f"{self.name}{place and ', '}{place}: {sentence}")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any of the cells."""
        return all(map(is_empty, self.flat))

    @property
    def cell(self) -> Cell:
        """What stands in the one cell that was given."""
        if len(self.cells) != 1 or len(self.cells[0]) != 1:
            raise self.refused("one cell is wanted here, and this is a range of several. Choose one cell.")
        return self.cells[0][0]

    @property
    def needed(self) -> str | int | float | Decimal | date:
        """What stands in the one cell, which must not be empty."""
        cell = self.cell
        if cell is None or cell == "":
            raise StillEmpty
        return cell

    def places(self) -> Iterator[tuple[str, Cell]]:
        """Each cell of a range with its place, row by row."""
        for row, cells in enumerate(self.cells, 1):
            for column, cell in enumerate(cells, 1):
                yield _place(row, column, len(self.cells), len(cells)), cell

    def not_of_its_kind(self, cell: Cell, kind: str, remedy: str, place: str = "") -> Refused:
        """The refusal of a cell that is no number or date. A word at the head of a range may be its heading."""
        head = self.cells[0] if len(self.cells) > 1 else self.flat[:1]
        if len(self.flat) > 1 and isinstance(cell, str) and cell[:1].isalpha() and cell in head:
            remedy = f"If it is a heading, leave it out of the range. If not, {remedy[0].lower()}{remedy[1:]}"
        return self.refused(not_of_its_kind(cell, kind, remedy), place)

    def table(self, columns: Iterable[int], wanted: str) -> Iterator[tuple[str, Sequence[Cell]]]:
        """The rows of a range that are not empty, each with its place; it must have so many columns."""
        if self.is_empty:
            raise StillEmpty
        for row, cells in enumerate(self.cells, 1):
            if len(cells) not in columns:
                found = f"{len(cells)} column{'s' if len(cells) > 1 else ''}"
                raise self.refused(f"choose {wanted}. This range has {found}.")
            if not all(map(is_empty, cells)):
                yield f"row {row} of the range", cells


def _place(row: int, column: int, rows: int, columns: int) -> str:
    if rows == columns == 1:
        return ""
    return (
        f"cell {row if columns == 1 else column} of the range"
        if 1 in (rows, columns)
        else f"row {row}, column {column}"
    )


def is_empty(cell: Cell) -> bool:
    """Whether a cell has nothing in it, or a formula that shows nothing."""
    return cell is None or cell == ""


def is_error(cell: Cell) -> bool:
    """Whether a cell shows one of Excel's errors."""
    return cell in ERRORS or cell in _ERROR_NUMBERS


def not_of_its_kind(cell: Cell, kind: str, remedy: str) -> str:
    """Why a cell is no number, date or word, as a sentence with what to do."""
    if is_error(cell):
        return f"the cell shows {cell if cell in ERRORS else 'an error'}. Put that cell right first."
    if is_empty(cell):
        return f"the cell is empty. {remedy}"
    return f"{_shown(cell)}, not {kind}. {remedy}"


def _shown(cell: Cell) -> str:
    if isinstance(cell, bool):
        return f"{str(cell).upper()} is a yes or no"
    if isinstance(cell, str):
        return f"'{cell if len(cell) <= 24 else cell[:23] + '…'}' is text"
    return f"{cell:%d/%m/%Y} is a date" if isinstance(cell, date) else f"{plainly(cell)} is a number"


def plainly(number: float | Decimal | None) -> str:
    """A number as a cell shows it.

    >>> plainly(1234.50), plainly(0.1 + 0.2), plainly(7.0)
    ('1234.5', '0.3', '7')
    """
    return f"{number:.15g}" if isinstance(number, float) else f"{number}"


def exact(number: float) -> int | Decimal:
    """What a person sees of a float, exactly.

    >>> exact(0.1 + 0.2), exact(7.0)
    (Decimal('0.3'), 7)
    """
    seen = Decimal(f"{number:.15g}")
    return int(seen) if seen == seen.to_integral_value() else seen


def number_in(given: Given, cell: Cell, place: str = "") -> int | Decimal:
    """The exact number in a cell; text that looks like a number is refused."""
    number = exact(cell) if isinstance(cell, float) else cell
    if not isinstance(number, int | Decimal) or isinstance(number, bool) or is_error(number):
        raise given.not_of_its_kind(cell, "a number", "Type a number, with no quotation mark before it.", place)
    return number


def count_in(given: Given, cell: Cell, place: str = "") -> int:
    """A whole number of days or people."""
    number = number_in(given, cell, place)
    if number != int(number) or not 0 <= number <= MOST:
        raise given.refused(f"{plainly(number)} is not a whole number from 0 to {MOST:,}. Type one.", place)
    return int(number)


def share_in(given: Given, cell: Cell, place: str = "") -> Fraction:
    """A share of the whole: a percentage, or a fraction such as =1/3, of which a cell keeps 15 digits."""
    number = number_in(given, cell, place)
    if not 0 <= number <= 1:
        raise given.refused(f"{plainly(number)} is not a share of the whole. Type one from 0% to 100%, or =1/3.", place)
    return Fraction(number).limit_denominator(10000)


def pence_in(given: Given, cell: Cell) -> int:
    """An amount of pounds, in whole pence."""
    pence = Decimal(number_in(given, cell)) * 100
    whole = int(pence.to_integral_value())
    if abs(whole) >= LARGEST:
        raise given.refused("the amount is too large for a cell to hold to the penny. Share out less at a time.")
    if abs(pence - whole) > _NOISE:
        raise given.refused(f"{plainly(pence / 100)} has a fraction of a penny. Round it, as in =ROUND(…, 2).")
    return whole


def chosen(given: Given, words: Mapping[str, T], usual: T) -> T:
    """The meaning of the word in the cell, capitals and spaces forgiven; an empty cell means what is usual."""
    return usual if is_empty(given.cell) else meaning(given, given.cell, words)


def meaning(given: Given, cell: Cell, words: Mapping[str, T], place: str = "", other: str = "") -> T:
    """The meaning of a word, one of several; ``other`` says what else could have been typed."""
    choices = ", ".join(f"'{word}'" for word in words)
    if not isinstance(cell, str) or is_error(cell):
        raise given.refused(not_of_its_kind(cell, "a word", f"Type one of {choices}."), place)
    word = " ".join(cell.split()).casefold()
    found = next((name for name in words if name.casefold() == word), None)
    if found is None:
        raise given.refused(f"'{cell}' is not one of {choices}. Type one of them{other and ', '}{other}.", place)
    return words[found]
