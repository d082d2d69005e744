"""Charts that lie over a sheet, and how they follow the cells that they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.google.spreadsheets.areas import Area, Deletion, Shift, moved_range
from tests.google.spreadsheets.json_shapes import Json

PARTS = {"domains": "domain", "series": "series"}
Change: TypeAlias = Callable[[Json], Json | None]


def sources(spec: Json) -> list[list[Json]]:
    """The ranges behind each domain and each series of a basic chart."""
    basic = spec["basicChart"]
    return [ranges_of(one[inner]) for outer, inner in PARTS.items() for one in basic.get(outer, [])]


def ranges_of(data: Json) -> list[Json]:
    ranges: list[Json] = data.get("sourceRange", {}).get("sources", [])
    return ranges


def with_sources(spec: Json, change: Change) -> Json:
    """The chart with each of its ranges changed; a domain or series that has none left is gone, and the chart stays."""
    basic = dict(spec["basicChart"])
    for outer, inner in PARTS.items():
        changed = [changed_part(one, inner, change) for one in basic.get(outer, [])]
        basic[outer] = [one for one in changed if ranges_of(one[inner])]
    return {**spec, "basicChart": {name: part for name, part in basic.items() if part != []}}


def changed_part(part: Json, inner: str, change: Change) -> Json:
    ranges = [new for old in ranges_of(part[inner]) if (new := change(old)) is not None]
    return {**part, inner: {**part[inner], "sourceRange": {"sources": ranges}}}


def moved_chart(chart: Json, sheet: int, shift: Shift, own: Area) -> Json:
    """The chart after rows or columns of a sheet came, went or moved; ``own`` is the whole sheet that it lies over."""
    spec = with_sources(chart["spec"], lambda one: moved_range(one, sheet, shift))
    overlay = chart["position"]["overlayPosition"]
    moved = {**chart, "spec": spec}
    if own.sheet == sheet:
        anchor = moved_anchor(overlay["anchorCell"], shift, own)
        moved["position"] = {"overlayPosition": {**overlay, "anchorCell": anchor}}
    return moved


def moved_anchor(cell: Json, shift: Shift, own: Area) -> Json:
    """The cell that a chart hangs on follows it; where the cell is gone, the next one takes its place."""
    name, edge = ("rowIndex", own.bottom) if shift.axis == "ROWS" else ("columnIndex", own.right)
    place = shift.index(cell.get(name, 0))
    if place is None and isinstance(shift, Deletion):
        place = min(shift.start, edge - 1)
    rest = {other: value for other, value in cell.items() if other != name}
    return {**rest, name: place} if place else rest


def without_sheet(chart: Json, sheet: int) -> Json:
    """The chart after a sheet was deleted, with all that it showed of that sheet."""
    return {
        **chart,
        "spec": with_sources(chart["spec"], lambda one: None if one.get("sheetId", 0) == sheet else one),
    }
