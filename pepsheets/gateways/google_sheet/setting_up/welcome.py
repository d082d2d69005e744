"""The tabs of a Google Sheet as they will stand: those of the workbook, and an Overview with words of its own."""

from collections.abc import Sequence
from dataclasses import replace

from pepsheets.gateways.google_sheet.setting_up.guarding import VIEW
from pepsheets.partnerships import Partnership
from pepsheets.partnerships.partnership import Mistake
from pepsheets.tabs.declaration import Row
from pepsheets.templates.layout import Layout, layout_of
from pepsheets.templates.overview_lines import google_lines

_STEPS = (
    "1.  Fill in the white columns on the tabs with a blue tab colour. Begin with Schools, Subscriptions and People.",
    "2.  Tick Recalculate: when pepsheets next looks, it fills the shaded columns and the tabs with a grey tab colour.",
    "3.  Open the Checks tab. Each line says what to put right, and its link leads to the cell.",
    f"4.  To sort or filter without moving anybody else's rows, choose Data, Change view, '{VIEW}'.",
)


def google_layouts(
    partnership: Partnership, content: Sequence[Row], mistakes: Sequence[Mistake] = ()
) -> tuple[Layout, ...]:
    """The tabs of a partnership, in their order, with the rows that they begin with."""
    layouts = (layout_of(tab, partnership, content, mistakes) for tab in partnership.tabs)
    return tuple(_with_boxes(layout, partnership) if layout.is_overview else layout for layout in layouts)


def _with_boxes(layout: Layout, partnership: Partnership) -> Layout:
    lines = google_lines(partnership, _STEPS)
    return replace(layout, lines=lines, last_row=layout.last_row + len(lines) - len(layout.lines), beside=())
