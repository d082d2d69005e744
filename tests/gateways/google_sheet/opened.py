"""A sheet of the stand-in's, opened as the product opens it, and what tests ask of it."""

from __future__ import annotations

from pepsheets.gateways.google_sheet.connection import Connection, connect
from tests.gateways.google_sheet.pretending import Time
from tests.google.server.stand_in import StandIn

TITLES = "properties.title,sheets.properties.title"
REPLIES = "replies"


def rename(title: str) -> list[dict[str, object]]:
    return [{"updateSpreadsheetProperties": {"properties": {"title": title}, "fields": "title"}}]


def add_tab(title: str) -> list[dict[str, object]]:
    return [{"addSheet": {"properties": {"title": title}}}]


def opened(google: StandIn, time: Time | None = None, **sharing: str | None) -> Connection:
    return connect(google.new_sheet("Steering group", **sharing), pace=(time or Time()).pace())  # type: ignore[arg-type]  # a test names roles in words


def tabs(connection: Connection) -> list[str]:
    return [sheet["properties"]["title"] for sheet in connection.get(TITLES)["sheets"]]


def title(connection: Connection) -> str:
    return str(connection.get(TITLES)["properties"]["title"])
