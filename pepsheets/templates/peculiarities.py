"""What single tabs have beyond their declaration: the values of rules, and the figures beside the charts."""

from collections.abc import Iterator

from pepsheets.tabs.declaration import Column, Row
from pepsheets.tabs.kinds import Kind
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.settings import SETTINGS, RuleSetting, Setting
from pepsheets.templates.contents import Cells
from pepsheets.templates.looks import SHARE_FORMAT, Look
from pepsheets.templates.validations import Validation, drop_down


def own_look(tab: type[Row], column: Column, cells: Cells) -> Look:
    """What sets a cell apart from its kind: a rule's share shows as a percentage; no figure runs under the charts."""
    if tab is OverviewRow and column.name == "figure":
        return {"text_wrap": True}
    setting = _setting(tab, cells)
    is_share = setting is not None and setting.kind is Kind.NUMBER and column.name == "value"
    return {"num_format": SHARE_FORMAT} if is_share else {}


def own_validations(tab: type[Row], cells: Cells) -> Iterator[tuple[str, Validation]]:
    """The drop-down of a rule's value. It refuses nothing: rows may be sorted, and a drop-down stays where it is."""
    setting = _setting(tab, cells)
    if setting is not None and (setting.choices or setting.kind is Kind.YES_NO):
        yield "value", drop_down(setting.choices or ("Yes", "No"))


def _setting(tab: type[Row], cells: Cells) -> Setting[object] | None:
    return SETTINGS.get(str(cells.get("setting"))) if tab is RuleSetting else None
