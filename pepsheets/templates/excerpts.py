"""What a shared sheet shows of a partnership's workbook: some of its tabs, and of those some columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from pepsheets.partnerships import Partnership
from pepsheets.tabs.declaration import Column, Row, columns_of
from pepsheets.tabs.kinds import Kind


@dataclass(frozen=True)
class Excerpt(Partnership):
    """A partnership as a shared sheet shows it.

    ``columns`` are the names of the columns that each tab shows, the hidden row ID besides; a tab without an entry
    shows all, and one that shows none has no table. ``own`` are the headings of columns of the owner's own, by tab. A
    sheet that is read-only is not typed into.
    """

    columns: Mapping[type[Row], Sequence[str]] = field(default_factory=dict)
    own: Mapping[type[Row], Sequence[str]] = field(default_factory=dict)
    is_read_only: bool = False


def excerpt_of(
    kind: Partnership,
    tabs: Sequence[type[Row]],
    columns: Mapping[type[Row], Sequence[str]],
    own: Mapping[type[Row], Sequence[str]],
    *,
    is_read_only: bool = False,
) -> Excerpt:
    """These tabs of a partnership, in the order of its workbooks."""
    told = {each.name: getattr(kind, each.name) for each in fields(Partnership)}
    told["tabs"] = tuple(tab for tab in kind.tabs if tab in tabs)
    return Excerpt(**told, columns=columns, own=own, is_read_only=is_read_only)


def shown_columns(tab: type[Row], partnership: Partnership) -> tuple[Column, ...]:
    """The columns of a tab that a new workbook shows; lists of what stands on absent tabs are left out."""
    if not isinstance(partnership, Excerpt):
        return columns_of(tab)
    names = partnership.columns.get(tab)
    shown = [column for column in columns_of(tab) if names is None or column.is_row_id or column.name in names]
    kept = [column if column.reference in partnership.tabs else replace(column, reference=None) for column in shown]
    own = map(_own_column, partnership.own.get(tab, ()))
    return (*(each for each in kept if not each.is_row_id), *own, *(each for each in kept if each.is_row_id))


def _own_column(heading: str) -> Column:
    return Column(
        name=f"+{heading}",
        heading=heading,
        help="A column of the workbook's own.",
        kind=Kind.ANY,
        required=False,
        choices=(),
        reference=None,
        is_key=False,
        is_row_id=False,
        is_computed=False,
        audience=None,
    )
