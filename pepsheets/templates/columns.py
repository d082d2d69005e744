"""How wide each column is, and whether its text runs over several lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from annotated_types import Ge, Le

from pepsheets.tabs.declaration import Column, Row, columns_of
from pepsheets.tabs.kinds import Kind

_WIDEST_TEXT = 60
_ROOM_FOR_BUTTON = 3
"""What the filter button of a heading covers."""

_BY_KIND: Mapping[Kind, int] = {
    Kind.DATE: 12,
    Kind.MOMENT: 17,
    Kind.MONEY: 14,
    Kind.WHOLE: 10,
    Kind.NUMBER: 11,
    Kind.YEAR: 11,
    Kind.YES_NO: 11,
    Kind.LINK: 22,
    Kind.LIST: 36,
    Kind.ANY: 18,
    Kind.TEXT: 24,
    Kind.CHOICE: 12,
}
"""The width of a column of each kind, in characters, where nothing more is known."""

_BY_NAME: Mapping[str, int] = {
    "about": 18,
    "address": 30,
    "booking": 12,
    "budget means": 36,
    "column": 20,
    "contact": 24,
    "cost": 10,
    "counts": 26,
    "course": 12,
    "decision": 44,
    "email": 32,
    "exact share": 14,
    "facet": 36,
    "figure": 44,
    "filled by": 58,
    "how charged": 52,
    "how grave": 15,
    "in force today": 14,
    "items inquorate": 44,
    "meaning": 60,
    "note": 70,
    "notice": 15,
    "notice rule": 46,
    "presiding": 36,
    "quorate": 24,
    "place": 22,
    "priority": 30,
    "reason": 30,
    "reference": 14,
    "row": 16,
    "school": 32,
    "setting": 42,
    "share": 16,
    "since": 16,
    "source": 28,
    "tab": 18,
    "terms": 16,
    "title": 38,
    "what": 40,
    "what to do": 90,
    "when": 25,
    "why short notice": 30,
    "working": 92,
}
"""The width for texts under well-known headings."""

_TEXTS = frozenset({Kind.TEXT, Kind.LIST, Kind.ANY, Kind.CHOICE})
_AMOUNTS = frozenset({Kind.MONEY, Kind.WHOLE, Kind.NUMBER})
CENTRED = frozenset({Kind.DATE, Kind.MOMENT, Kind.YEAR, Kind.YES_NO})
_LONG = 60
"""From this width on, texts are expected to need a second line all the same."""


def alignment(kind: Kind) -> str:
    """Amounts stand to the right, dates in the middle, words to the left."""
    if kind in _AMOUNTS:
        return "right"
    return "center" if kind in CENTRED else "left"


@dataclass(frozen=True, slots=True)
class Planned:
    """A column with its width in characters, and the least and the most that it takes."""

    column: Column
    width: int
    is_last: bool
    least: float | None
    most: float | None

    @property
    def wraps(self) -> bool:
        """Whether its texts run over several lines. A short one that pepsheets writes last has room to its right."""
        runs_over = self.is_last and self.column.is_computed and self.width < _LONG
        return self.column.kind in _TEXTS and not runs_over

    @property
    def is_long(self) -> bool:
        """Whether pepsheets writes texts into it that need two lines."""
        return self.wraps and self.column.is_computed and self.width >= _LONG

    def lines(self, text: str) -> int:
        """How many lines a text needs."""
        return sum(ceil(max(len(line), 1) / (self.width - 2)) for line in text.split("\n")) if self.wraps else 1

    @property
    def has_heading_in_a_line(self) -> bool:
        """Whether the whole heading stands in one line, clear of the button at the end of that line."""
        # One in the middle leaves as much room on its other side.
        beside = 2 * _ROOM_FOR_BUTTON if alignment(self.column.kind) == "center" else _ROOM_FOR_BUTTON + 2
        return len(self.column.heading + _star(self.column)) + beside <= self.width

    @property
    def is_share(self) -> bool:
        """Whether it holds shares of a whole, shown as percentages."""
        return self.column.kind is Kind.NUMBER and (self.least, self.most) == (0, 1)


def planned_columns(
    tab: type[Row], texts: Mapping[str, Iterable[str]], shown: Sequence[Column] | None = None
) -> tuple[Planned, ...]:
    """The columns of a tab as they will stand, or only those that are shown.

    ``texts`` are the texts that each is to hold, by the column's name.
    """
    columns = columns_of(tab) if shown is None else shown
    last = [column for column in columns if not column.is_row_id][-1:]
    return tuple(_planned(tab, column, texts.get(column.name, ()), column in last) for column in columns)


def _planned(tab: type[Row], column: Column, texts: Iterable[str], is_last: bool) -> Planned:
    marks = tab.model_fields[column.name].metadata if column.name in tab.model_fields else []
    least = next((float(str(mark.ge)) for mark in marks if isinstance(mark, Ge)), None)
    most = next((float(str(mark.le)) for mark in marks if isinstance(mark, Le)), None)
    return Planned(column, _width(column, texts), is_last, least, most)


def _width(column: Column, texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0) + 3
    held = min(longest, _WIDEST_TEXT) if column.kind in _TEXTS else 0
    return max(_usual_width(column), held, _heading_width(column))


def _usual_width(column: Column) -> int:
    if column.choices and column.kind is Kind.CHOICE:
        return max(_BY_KIND[Kind.CHOICE], 4 + max(map(len, column.choices)))
    if column.kind is not Kind.TEXT:
        return _BY_KIND[column.kind]
    named = _BY_NAME.get(column.heading.casefold(), _BY_KIND[Kind.TEXT])
    return max(named, _usual_width(_key_of(column.reference))) if column.reference else named


def _key_of(tab: type[Row]) -> Column:
    return next(column for column in columns_of(tab) if column.is_key)


def _star(column: Column) -> str:
    return " *" if column.is_needed and not column.is_computed else ""


def _heading_width(column: Column) -> int:
    """Wide enough for the heading in two lines, with a star and, beside the second line, the button."""
    words = column.heading.split()
    words[-1] += _star(column)
    lines = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words) + 1)]
    return min(max(len(first) + 2, len(second) + _ROOM_FOR_BUTTON) for first, second in lines) + 2
