"""Raw tabs into a book of good rows, and everything that is wrong with the rest, all at once.

A bad row never stops good ones. Each problem says where it is, what is wrong and what to do.
"""

from pepsheets.validation.problems import Reporter, in_reading_order
from pepsheets.validation.recognising import NotAPartnership, recognise
from pepsheets.validation.validate import Validated, check_book, validate

__all__ = ["NotAPartnership", "Reporter", "Validated", "check_book", "in_reading_order", "recognise", "validate"]
