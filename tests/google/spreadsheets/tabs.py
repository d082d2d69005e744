"""One sheet of a spreadsheet with everything that is attached to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.google.spreadsheets.areas import Area, Shift, moved_range
from tests.google.spreadsheets.charts import moved_chart, without_sheet
from tests.google.spreadsheets.grid import Grid
from tests.google.spreadsheets.json_shapes import Json


@dataclass(slots=True)
class Tab:
    """A sheet. Lists are replaced, never changed in place, so that a copy can share them."""

    sheet_id: int
    title: str
    grid: Grid
    properties: Json = field(default_factory=dict)
    grid_properties: Json = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    conditional: list[Json] = field(default_factory=list)
    filter_views: list[Json] = field(default_factory=list)
    charts: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)

    def copy(self) -> Tab:
        return replace(self, grid=self.grid.copy())

    @property
    def whole(self) -> Area:
        return Area(self.sheet_id, 0, self.grid.height, 0, self.grid.width)

    @property
    def frozen_rows(self) -> int:
        return int(self.grid_properties.get("frozenRowCount", 0))

    def shift_attachments(self, shift: Shift) -> None:
        """Let what is attached to cells follow them."""
        self.merges = [merge for merge in self.moved(self.merges, shift, "") if not is_single_cell(merge)]
        self.protected = self.moved(self.protected, shift, "range")
        self.filter_views = self.moved(self.filter_views, shift, "range")
        self.basic_filter = next(
            iter(self.moved([self.basic_filter] if self.basic_filter else [], shift, "range")), None
        )
        self.conditional = [rule for rule in (self.moved_rule(rule, shift) for rule in self.conditional) if rule]
        if shift.axis == "ROWS":
            self.row_groups = moved_groups(self.row_groups, shift)
        else:
            self.column_groups = moved_groups(self.column_groups, shift)
        self.metadata = moved_metadata(self.metadata, shift)

    def shift_charts(self, sheet: int, shift: Shift) -> None:
        """Let the charts over this sheet follow what they show, on whichever sheet that is."""
        self.charts = [moved_chart(chart, sheet, shift, self.whole) for chart in self.charts]

    def drop_from_charts(self, sheet: int) -> None:
        self.charts = [without_sheet(chart, sheet) for chart in self.charts]

    def moved(self, things: list[Json], shift: Shift, name: str) -> list[Json]:
        kept = []
        for thing in things:
            old = thing[name] if name and name in thing else thing
            new = old if name and name not in thing else moved_range(old, self.sheet_id, shift)
            if new is not None:
                kept.append({**thing, name: new} if name and name in thing else new)
        return kept

    def moved_rule(self, rule: Json, shift: Shift) -> Json | None:
        ranges = [moved_range(one, self.sheet_id, shift) for one in rule["ranges"]]
        left = [one for one in ranges if one is not None]
        return {**rule, "ranges": left} if left else None


def is_single_cell(merge: Json) -> bool:
    return bool(
        merge["endRowIndex"] - merge["startRowIndex"] == 1 and merge["endColumnIndex"] - merge["startColumnIndex"] == 1
    )


def moved_groups(groups: list[Json], shift: Shift) -> list[Json]:
    kept = []
    for group in groups:
        span = shift.span(group["range"]["startIndex"], group["range"]["endIndex"])
        if span is not None:
            kept.append({**group, "range": {**group["range"], "startIndex": span[0], "endIndex": span[1]}})
    return kept


def moved_metadata(metadata: list[Json], shift: Shift) -> list[Json]:
    """Developer metadata of rows and columns follows them, and goes with them."""
    kept = []
    for entry in metadata:
        place = entry["location"].get("dimensionRange")
        if place is None or place["dimension"] != shift.axis:
            kept.append(entry)
            continue
        span = shift.span(place["startIndex"], place["endIndex"])
        if span is not None:
            moved = {**place, "startIndex": span[0], "endIndex": span[1]}
            kept.append({**entry, "location": {**entry["location"], "dimensionRange": moved}})
    return kept
