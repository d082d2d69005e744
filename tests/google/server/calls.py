"""The calls that the stand-in answers, each handed to the model of Google's spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.google.server.answers import Answer, done, refusal
from tests.google.server.asking import Asking
from tests.google.server.auth import Caller
from tests.google.server.drive_calls import DRIVE_CALLS
from tests.google.server.fields import Mask, names
from tests.google.server.holdings import Holdings

Call = Callable[[Holdings, Caller, Asking], Answer]

CELLS = ("data", "rowData", "values")


def _get(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    mask, ranges = asking.mask, asking.given.get("ranges", [])
    with_cells = bool(asking.given.get("includeGridData")) if mask is None else names(mask, "sheets", "data")
    return done(google.sheets.get(asking.file_id, ranges, with_cells, cell_fields(mask, "sheets", *CELLS)))


def _create(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    if not google.has_room(caller.email):
        return refusal(403, "PERMISSION_DENIED", "The caller does not have permission")
    made = google.sheets.create(asking.body)
    google.own(made["spreadsheetId"], caller.email)
    return done(made)


def _batch_update(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    wanted = cell_fields(asking.mask, "updatedSpreadsheet", "sheets", *CELLS)
    return done(google.sheets.batch_update(asking.file_id, asking.body, wanted))


def _values_get(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_get(asking.file_id, asking.of["range"], asking.given))


def _values_update(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_update(asking.file_id, asking.of["range"], asking.body, asking.given))


def _values_append(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_append(asking.file_id, asking.of["range"], asking.body, asking.given))


def _values_clear(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_clear(asking.file_id, asking.of["range"]))


def _values_batch_get(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_batch_get(asking.file_id, asking.given))


def _values_batch_update(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_batch_update(asking.file_id, asking.body))


def _values_batch_clear(google: Holdings, caller: Caller, asking: Asking) -> Answer:
    return done(google.sheets.values_batch_clear(asking.file_id, asking.body))


def cell_fields(mask: Mask | None, *path: str) -> frozenset[str] | None:
    """The fields of cells that a mask keeps; None: all of them."""
    here = mask
    for name in path:
        if here is None or "*" in here:
            return None
        if name not in here:
            return frozenset()
        here = here[name]
    return None if here is None or "*" in here else frozenset(here)


CALLS: Mapping[str, Call] = {
    "sheets.spreadsheets.get": _get,
    "sheets.spreadsheets.create": _create,
    "sheets.spreadsheets.batchUpdate": _batch_update,
    "sheets.spreadsheets.values.get": _values_get,
    "sheets.spreadsheets.values.update": _values_update,
    "sheets.spreadsheets.values.append": _values_append,
    "sheets.spreadsheets.values.clear": _values_clear,
    "sheets.spreadsheets.values.batchGet": _values_batch_get,
    "sheets.spreadsheets.values.batchUpdate": _values_batch_update,
    "sheets.spreadsheets.values.batchClear": _values_batch_clear,
    **DRIVE_CALLS,
}
