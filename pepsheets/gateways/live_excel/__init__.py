"""The door to a workbook that is open in Excel, through xlwings: on this PC, or on the web by way of a server."""

from pepsheets.gateways.live_excel.door import LiveExcel

__all__ = ["LiveExcel"]
