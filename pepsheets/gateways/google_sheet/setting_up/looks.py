"""The looks of the workbooks, as Google writes them: one palette for both."""

from collections.abc import Mapping

from pepsheets.gateways.google_sheet.values import Json
from pepsheets.templates.columns import Planned
from pepsheets.templates.looks import FONT, INK, Look, Tone, cell_look, heading_look

_NUMBER_TYPES: Mapping[str, str] = {
    "dd/mm/yyyy": "DATE",
    "dd/mm/yyyy hh:mm": "DATE_TIME",
    "£#,##0.00": "CURRENCY",
    "#,##0": "NUMBER",
    "0.0%": "PERCENT",
}
_VERTICAL: Mapping[object, str] = {"vcenter": "MIDDLE", "top": "TOP"}
_STAR = '@"\u00a0*"'
_PIXELS_A_CHARACTER, _PIXELS_ASIDE = 7, 5


def colour(hexadecimal: str) -> Json:
    """A colour from its six digits.

    >>> colour("#FF0080")
    {'rgbColor': {'red': 1.0, 'green': 0.0, 'blue': 0.502}}
    """
    shares = (round(int(hexadecimal[first : first + 2], 16) / 255, 4) for first in (1, 3, 5))
    return {"rgbColor": dict(zip(("red", "green", "blue"), shares, strict=True))}


def number_format(pattern: object) -> Json | None:
    """What a pattern shows, as Google must be told it besides the pattern; none for what needs no format."""
    if pattern in ("@", _STAR):
        return {"type": "TEXT", "pattern": pattern}
    kind = _NUMBER_TYPES.get(str(pattern))
    return {"type": kind, "pattern": pattern} if kind else None


def format_of(look: Look) -> Json:
    """The format of a cell with these properties, in the house's font."""
    shown = number_format(look.get("num_format"))
    return {
        **({"numberFormat": shown} if shown else {}),
        **({"backgroundColorStyle": colour(str(look["bg_color"]))} if "bg_color" in look else {}),
        "horizontalAlignment": str(look.get("align", "left")).upper(),
        "verticalAlignment": _VERTICAL[look.get("valign", "top")],
        "wrapStrategy": "WRAP" if look.get("text_wrap") else "OVERFLOW_CELL",
        "textFormat": _text_format(look),
    }


def _text_format(look: Look) -> Json:
    marks = {name: True for name in ("bold", "italic", "underline") if look.get(name)}
    ink = colour(str(look.get("font_color", INK)))
    return {"fontFamily": FONT, "fontSize": look.get("font_size", 11), "foregroundColorStyle": ink, **marks}


def column_format(planned: Planned) -> Json:
    """The format of every cell of a column below its heading."""
    return format_of(cell_look(planned))


def heading_format(planned: Planned) -> Json:
    """The format of a heading: one that is needed shows a star, which is no part of its text."""
    return format_of(heading_look(planned))


def tone_format(tone: Tone) -> Json:
    """What a conditional format lays over a cell."""
    ground, text = tone.value
    ink: Json = {"textFormat": {"foregroundColorStyle": colour(text)}}
    if ground:
        return {"backgroundColorStyle": colour(ground)} | ink
    ink["textFormat"]["italic"] = True
    return ink


def pixels(characters: int) -> int:
    """The width of a column that shows so many characters."""
    return characters * _PIXELS_A_CHARACTER + _PIXELS_ASIDE
