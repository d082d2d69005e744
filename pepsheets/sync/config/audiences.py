"""Who may see what: a share for a wide circle carries nothing that is meant for a narrower one."""

from __future__ import annotations

from typing import get_args

from pepsheets.tabs.declaration import Audience, Column, ComputedRow, Row, columns_of

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the widest circle to the narrowest."""


def audience_of(tab: type[Row], column: Column | None = None) -> Audience:
    """The widest circle that may see a tab, or a column on it.

    A tab that tells of problems quotes cells of every tab, and so is for those who may see all of them.
    """
    of_tab = AUDIENCES[-1] if issubclass(tab, ComputedRow) and tab.needs_problems else tab.audience
    of_column = (column.audience if column else None) or of_tab
    return max(of_tab, of_column, key=AUDIENCES.index)


def may_see(audience: Audience, tab: type[Row], column: Column | None = None) -> bool:
    """Whether an audience may see a tab, or a column on it."""
    return AUDIENCES.index(audience) >= AUDIENCES.index(audience_of(tab, column))


def visible_columns(audience: Audience, tab: type[Row]) -> tuple[Column, ...]:
    """The columns of a tab that an audience may see, the hidden row ID not counted: it goes with every share."""
    return tuple(column for column in columns_of(tab) if not column.is_row_id and may_see(audience, tab, column))


def hidden_columns(audience: Audience, tab: type[Row]) -> tuple[Column, ...]:
    """The columns of a tab that an audience may not see."""
    return tuple(column for column in columns_of(tab) if not may_see(audience, tab, column))
