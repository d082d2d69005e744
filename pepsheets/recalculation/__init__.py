"""The one pipeline: read, validate, compute, plan the changes, write only those."""

from pepsheets.recalculation.new_year import (
    NewYear,
    Note,
    Rolled,
    YearNotOffered,
    new_year_plan,
    read_new_year,
    roll,
    year_to_roll_into,
)
from pepsheets.recalculation.pipeline import Examined, Outcome, examine, examine_workbook, recalculate

__all__ = [
    "Examined",
    "NewYear",
    "Note",
    "Outcome",
    "Rolled",
    "YearNotOffered",
    "examine",
    "examine_workbook",
    "new_year_plan",
    "read_new_year",
    "recalculate",
    "roll",
    "year_to_roll_into",
]
