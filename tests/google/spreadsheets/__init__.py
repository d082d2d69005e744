"""The spreadsheets of the stand-in for Google: pure Python, without a network, a clock or chance."""

from __future__ import annotations

from tests.google.spreadsheets.chosen import Chosen
from tests.google.spreadsheets.json_shapes import ApiError, Json, NotKnown
from tests.google.spreadsheets.person import Person
from tests.google.spreadsheets.spreadsheets import Spreadsheets

__all__ = ["ApiError", "Chosen", "Json", "NotKnown", "Person", "Spreadsheets"]
