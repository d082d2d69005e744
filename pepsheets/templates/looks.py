"""How our workbooks look: one palette, one font, and what each kind of cell looks like."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pepsheets.tabs.kinds import Kind
from pepsheets.templates.columns import CENTRED, Planned, alignment

FONT = "Calibri"

INK = "#1F2D35"
TITLE = "#17495A"
QUIET = "#56656E"
LINE = "#CBD5DA"
WHITE = "#FFFFFF"
SHADE = "#EEF2F4"
KEY_HEADING = "#17495A"
OWN_HEADING = "#3B7488"
OUR_HEADING = "#5C6970"

CHART_BLUE = "#2A7391"
CHART_ORANGE = "#E19A3C"
CHART_PLUM = "#7B5A86"
CHART_GREY = "#A9B8BF"

PEOPLE_TAB = "#2A7391"
OUR_TAB = "#8A979E"

Look: TypeAlias = dict[str, object]
"""The properties of a format, as XlsxWriter names them."""


class Tone(Enum):
    """What a colour says of a cell: the colours of its ground and of its text, readable on one another."""

    BAD = ("#FBE3E0", "#8A1C16")
    CARE = ("#FFF0D2", "#734700")
    GOOD = ("#E1F1E5", "#1C5A2D")
    MISSING = ("#FFF9DB", "#734700")
    OFF = ("", "#5A676E")


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, look: Look) -> Format:
        """The format of these properties, in the house's font."""
        wanted = {"font_name": FONT, "font_color": INK, "font_size": 11, **look}
        return self._once(wanted)

    def tone(self, tone: Tone) -> Format:
        """What a conditional format lays over a cell."""
        ground, text = tone.value
        return self._once({"font_color": text, **({"bg_color": ground} if ground else {"italic": True})})

    def _once(self, wanted: Look) -> Format:
        properties = tuple(sorted(wanted.items()))
        if properties not in self._made:
            self._made[properties] = self._workbook.add_format(dict(wanted))
        return self._made[properties]


TITLE_LOOK: Look = {"font_size": 18, "bold": True, "font_color": TITLE, "valign": "vcenter"}
ABOUT_LOOK: Look = {"font_color": INK, "valign": "vcenter"}
HINT_LOOK: Look = {"font_color": QUIET, "italic": True, "valign": "vcenter"}
STEPS_LOOK: Look = {"font_size": 13, "bold": True, "font_color": TITLE, "valign": "vcenter"}

_NUMBER_FORMATS: Mapping[Kind, str] = {
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
    Kind.MONEY: "£#,##0.00",
    Kind.WHOLE: "#,##0",
    Kind.NUMBER: "General",
    Kind.ANY: "General",
    Kind.LINK: "General",
}
_YES_NO = '"Yes";"Yes";"No";@'
"""For spreadsheets that show a truth as a number."""

_TEXT = "@"
SHARE_FORMAT = "0.0%"


def number_format(planned: Planned) -> str:
    """How a column shows its values. Text is kept as text, so that no spreadsheet makes a date of '2026-03'."""
    if planned.is_share:
        return SHARE_FORMAT
    # What pepsheets writes has its kind already, and a long text in a cell formatted as text shows as ####.
    own = "General" if planned.column.is_computed else _TEXT
    if planned.column.is_computed and planned.column.kind is Kind.YES_NO:
        return _YES_NO
    return _NUMBER_FORMATS.get(planned.column.kind, own)


def cell_look(planned: Planned) -> Look:
    """What a cell of a column looks like."""
    column = planned.column
    look: Look = {
        "num_format": number_format(planned),
        "align": alignment(column.kind),
        "valign": "top",
        "indent": 0 if column.kind in CENTRED else 1,
        "text_wrap": planned.wraps,
        "bottom": 1,
        "bottom_color": LINE,
        "right": 1,
        "right_color": LINE,
    }
    if column.is_computed:
        look["bg_color"] = SHADE
    if column.kind is Kind.LINK:
        look |= {"font_color": CHART_BLUE, "underline": 1}
    return look


def heading_look(planned: Planned, *, in_a_line: bool = False) -> Look:
    """What a heading looks like: that of a key is darker, one that is needed shows a star, which is no part of it.

    In a row of one line, one that stands to the right is moved clear of the button at its end.
    """
    column = planned.column
    own = KEY_HEADING if column.is_key else OWN_HEADING
    look: Look = {
        "bold": True,
        "font_color": WHITE,
        "bg_color": OUR_HEADING if column.is_computed else own,
        "align": alignment(column.kind),
        "valign": "top",
        "indent": 0 if column.kind in CENTRED else 1,
        "text_wrap": True,
        "right": 1,
        "right_color": WHITE,
    }
    if column.is_needed and not column.is_computed:
        look["num_format"] = '@"\u00a0*"'
    if in_a_line:
        look |= {"valign": "vcenter", "indent": 2 if look["align"] == "right" else look["indent"]}
    return look
