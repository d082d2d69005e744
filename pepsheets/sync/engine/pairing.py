"""The tabs of a share, each as it stands on both sides, with the columns that flow and which way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pepsheets.sync.config.declared import Share
from pepsheets.sync.decisions import Flow
from pepsheets.sync.engine.reading import OWN, ReadTab
from pepsheets.tabs.declaration import Row, columns_of
from pepsheets.tabs.kinds import folded, plain


@dataclass(frozen=True, slots=True)
class Pair:
    """One tab on both sides. ``flows`` are the columns that both sides have and the share carries."""

    tab: type[Row]
    workbook: ReadTab
    shared: ReadTab
    flows: Mapping[str, Flow]

    @property
    def name(self) -> str:
        """The name by which the store keeps it."""
        return self.tab.tab

    @property
    def merged(self) -> tuple[str, ...]:
        return tuple(key for key, flow in self.flows.items() if flow is not Flow.COMPUTED)

    def heading(self, key: str) -> str:
        """The heading of a column as people know it."""
        if key.startswith(OWN):
            return key.removeprefix(OWN)
        return next((column.heading for column in columns_of(self.tab) if column.name == key), key)


def heading_of(tab: ReadTab, key: str) -> str:
    """The heading of a column as it stands on a tab."""
    cell = tab.cell(tab.located.heading_row, tab.places[key])
    return "" if cell is None else plain(str(cell))


def pair(share: Share, workbook: ReadTab, shared: ReadTab) -> Pair:
    """A tab of the share on both sides."""
    flows = dict(_flows(share, workbook, shared))
    return Pair(workbook.tab, workbook, shared, flows)


def _flows(share: Share, workbook: ReadTab, shared: ReadTab) -> Iterator[tuple[str, Flow]]:
    one_way = share.direction == "read-only"
    for column in share.columns[workbook.tab]:
        if column.name in workbook.places and column.name in shared.places:
            if column.is_computed:
                yield column.name, Flow.COMPUTED
            else:
                yield column.name, Flow.TO_SHARED if one_way else Flow.TWO_WAY
    for key in workbook.places:
        if key.startswith(OWN) and key in shared.places and _is_carried(share, key):
            yield key, Flow.TO_SHARED if one_way else Flow.TWO_WAY


def _is_carried(share: Share, key: str) -> bool:
    """Whether a column of the owner's own flows."""
    if isinstance(share.extra_columns, bool):
        return share.extra_columns
    return folded(key.removeprefix(OWN)) in {folded(heading) for heading in share.extra_columns}


def missing(share: Share, workbook: ReadTab, shared: ReadTab) -> Iterator[tuple[str, str]]:
    """The columns of the share whose heading a side lacks: the side in words, and the heading."""
    for column in share.columns[workbook.tab]:
        if column.is_computed:
            continue
        if column.name not in workbook.places:
            yield "the workbook", column.heading
        if column.name not in shared.places:
            yield "the shared sheet", column.heading
