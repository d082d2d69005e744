"""One cell: what was entered, how it is formatted, and what is attached to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.google.spreadsheets.json_shapes import Json, NotKnown, Refused

MOST_CHARACTERS = 50_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell never changes: a changed one takes its place, so that states can share cells."""

    entered: Json | None = None
    format: Json | None = None
    note: str = ""
    validation: Json | None = None
    runs: tuple[Json, ...] = ()

    @property
    def formula(self) -> str | None:
        return self.entered.get("formulaValue") if self.entered else None

    def with_formula(self, formula: str) -> Cell:
        return replace(self, entered={"formulaValue": formula})

    @property
    def is_blank(self) -> bool:
        return not (self.entered or self.format or self.note or self.validation or self.runs)


EMPTY = Cell()
Mask = dict[str, "Mask"]


def entered_value(value: Json | None) -> Json | None:
    """The value to keep, or None for a cell that becomes empty."""
    if not value:
        return None
    if len(value) > 1:
        raise Refused("The value has more than one kind.")
    ((kind, content),) = value.items()
    if kind == "errorValue":
        raise NotKnown("an errorValue that is written")
    if kind == "formulaValue" and not content.startswith("="):
        raise Refused(f"A formulaValue must start with '=': {content[:40]}")
    if kind in {"stringValue", "formulaValue"} and len(content) > MOST_CHARACTERS:
        raise Refused("Your input contains more than the maximum of 50000 characters in a single cell.")
    return None if content == "" else value


COLOURED = {"textFormat", "borders", "top", "bottom", "left", "right"}


def with_styles(style: Json) -> Json:
    """A colour that is given in the old way is answered in both."""
    styled = dict(style)
    for name in [name for name in style if name.endswith("Color") or name == "color"]:
        styled.setdefault(f"{name}Style", {"rgbColor": style[name]})
    for name in [name for name in style if name.endswith("ColorStyle") or name == "colorStyle"]:
        if "rgbColor" in style[name]:
            styled.setdefault(name.removesuffix("Style"), style[name]["rgbColor"])
    return {
        name: with_styles(part) if name in COLOURED and isinstance(part, dict) else part
        for name, part in styled.items()
    }


def merged(old: Json | None, new: Json | None, mask: Mask) -> Json | None:
    """What stands in a message after the fields of the mask were taken from the new one."""
    if not mask:
        return new or None
    result = dict(old or {})
    for name, inner in mask.items():
        value = (new or {}).get(name)
        if inner and (isinstance(value, dict) or value is None):
            value = merged(result.get(name), value, inner)
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result or None


def formatted(cell: Cell, given: Json, mask: Mask) -> Json | None:
    wanted = given.get("userEnteredFormat")
    if wanted and "numberFormat" in wanted and not wanted["numberFormat"].get("type"):
        raise Refused("The type of a number format must be set.")
    new = merged(cell.format, wanted and with_styles(wanted), with_style_names(mask))
    return new or None


def with_style_names(mask: Mask) -> Mask:
    """A colour and its style are one thing: a mask that names one means both."""
    wider = {name: with_style_names(inner) for name, inner in mask.items()}
    for name in mask:
        if name.endswith("Color"):
            wider.setdefault(f"{name}Style", {})
        if name.endswith("ColorStyle"):
            wider.setdefault(name.removesuffix("Style"), {})
    return wider


def updated(cell: Cell, given: Json, mask: Mask) -> Cell:
    """The cell after the fields of the mask were written; a field that is not given is cleared."""
    value, style, note, rule, runs = cell.entered, cell.format, cell.note, cell.validation, cell.runs
    for name, inner in mask.items():
        if name == "userEnteredValue":
            value = entered_value(given.get(name))
            runs = runs if "textFormatRuns" in mask else ()
        elif name == "userEnteredFormat":
            style = formatted(cell, given, inner)
        elif name == "note":
            note = given.get(name, "")
        elif name == "dataValidation":
            rule = given.get(name)
        elif name == "textFormatRuns":
            runs = tuple(given.get(name, ()))
    return Cell(value, style, note, rule, runs)


WRITTEN = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns")


def cell_mask(mask: Mask) -> Mask:
    """The mask of a request that writes cells, checked."""
    if "*" in mask:
        return {name: {} for name in WRITTEN}
    for name in mask:
        if name not in WRITTEN:
            raise NotKnown(f"writing the field {name} of cells")
    return mask
