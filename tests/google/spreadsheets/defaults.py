"""What a new spreadsheet starts with, as recorded from Google."""

from __future__ import annotations

from tests.google.spreadsheets.json_shapes import Json


def colour(red: float, green: float, blue: float) -> Json:
    """A colour as Google writes it: parts that are 0 are left out."""
    return {name: part for name, part in (("red", red), ("green", green), ("blue", blue)) if part}


WHITE = colour(1, 1, 1)
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
THEME_COLOURS = {
    "TEXT": colour(0, 0, 0),
    "BACKGROUND": WHITE,
    "ACCENT1": colour(0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": colour(0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": colour(0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": colour(0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": colour(1, 0.42745098, 0.003921569),
    "ACCENT6": colour(0.27450982, 0.7411765, 0.7764706),
    "LINK": colour(0.06666667, 0.33333334, 0.8),
}
THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": name, "color": {"rgbColor": shade}} for name, shade in THEME_COLOURS.items()],
}
FIRST_TITLE = "Sheet1"
HEIGHT, WIDTH = 1000, 26


def book_properties(title: str, locale: str = "en_US", time_zone: str = "Etc/GMT") -> Json:
    return {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
    }
