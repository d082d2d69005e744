"""From an address to the door of the sheet that lies there."""

from pepsheets.gateways.google_sheet.addresses import spreadsheet_id
from pepsheets.gateways.google_sheet.connection import connect
from pepsheets.gateways.google_sheet.door import GoogleSheet


def open_sheet(address: str) -> GoogleSheet:
    """The door to a Google Sheet, given by its link or its ID, as whoever is signed in on this computer."""
    return GoogleSheet(address, connect(spreadsheet_id(address)))
