"""What a kind of partnership is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pepsheets.tabs.declaration import Row

Content = Sequence[Row]
"""Rows of any tabs, in the order in which they stand on them."""


@dataclass(frozen=True)
class Partnership:
    """A kind of partnership: its code, its name, its tabs in order, and what its workbooks start with.

    ``start`` gives the rows of an empty workbook (the rules of its paper), ``sample`` those of a worked example; both
    take the day on which the workbook is made, so that no sample grows stale.
    """

    code: str
    name: str
    about: str
    tabs: tuple[type[Row], ...]
    start: Callable[[date], Content]
    sample: Callable[[date], Content]
