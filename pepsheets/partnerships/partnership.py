"""What a kind of partnership is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pepsheets.sheets import Value
from pepsheets.tabs.declaration import Row

Content = Sequence[Row]
"""Rows of any tabs, in the order in which they stand on them."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row as somebody mistyped it: the cells by column name, kept as they were typed."""

    tab: type[Row]
    values: Mapping[str, Value]


def no_mistakes(today: date) -> Sequence[Mistake]:
    """What a worked example without typing mistakes has."""
    return ()


@dataclass(frozen=True)
class Partnership:
    """A kind of partnership: its code, its name, its tabs in order, and what its workbooks start with.

    ``start`` gives the rows of an empty workbook (the rules of its paper), ``sample`` those of a worked example; both
    take the day on which the workbook is made, so that no sample grows stale. ``mistakes`` are the mistyped rows that
    the worked example shows below its good ones.
    """

    code: str
    name: str
    about: str
    tabs: tuple[type[Row], ...]
    start: Callable[[date], Content]
    sample: Callable[[date], Content]
    mistakes: Callable[[date], Sequence[Mistake]] = no_mistakes

    def of_tabs(self, tabs: Sequence[type[Row]]) -> "Partnership":
        """The same partnership as far as it stands on these tabs."""
        return replace(self, tabs=tuple(tabs))
