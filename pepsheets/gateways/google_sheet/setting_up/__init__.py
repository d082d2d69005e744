"""Makes a Google Sheet a partnership's: one batch of requests, and again only for what is missing or wrong."""

from pepsheets.gateways.google_sheet.setting_up.applying import Connected, set_up
from pepsheets.gateways.google_sheet.setting_up.planning import SettingUp, Wanted, plan_setting_up
from pepsheets.gateways.google_sheet.values import Json

__all__ = ["Connected", "Json", "SettingUp", "Wanted", "plan_setting_up", "set_up"]
