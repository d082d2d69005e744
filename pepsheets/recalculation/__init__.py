"""The one pipeline: read, validate, compute, plan the changes, write only those."""

from pepsheets.recalculation.pipeline import Examined, Outcome, examine, examine_workbook, recalculate

__all__ = ["Examined", "Outcome", "examine", "examine_workbook", "recalculate"]
