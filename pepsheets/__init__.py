"""pepsheets keeps a partnership of schools in order in the spreadsheets it already uses."""

__version__ = "0.1.0"
