"""A button that could not do its work: what was taken back, what is said, and the line on the Checks tab."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from pepsheets.faces.failures import where_written
from pepsheets.faces.pressing.checks_tab import note_on_checks
from pepsheets.faces.pressing.place import is_on_the_web
from pepsheets.faces.pressing.press import Press
from pepsheets.sheets import FileChangedMeanwhile, GatewayError


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a button did not do its work, in words for the person who pressed it."""

    sentence: str


def failure_of(fault: Exception, label: str, press: Press) -> Failure:
    """What to say of a failure. On the web nothing is carried out that we asked for: there it is said, and that is all.

    Elsewhere a sentence is put on the Checks tab, where it stays until the next time that a button did its work.
    """
    failure = Failure(_sentence(fault, press))
    # Whatever stopped the work may well stop this too; the message says all there is to say.
    with suppress(Exception):
        if is_on_the_web(press.book):
            press.live.put_back()
        else:
            note_on_checks(press.door, label, failure.sentence)
    return failure


def _sentence(fault: Exception, press: Press) -> str:
    if isinstance(fault, FileChangedMeanwhile):
        return f"{fault.message} Nothing was written. Press the button again."
    if isinstance(fault, GatewayError):
        return str(fault)
    standing = _taken_back(press)
    kept = where_written(fault)
    if is_on_the_web(press.book):
        return f"{_UNFORESEEN}, and nothing was written. Tell whoever runs pepsheets for you: the details are there."
    return f"{_UNFORESEEN}, {standing}; {kept}."


_UNFORESEEN = "Something happened that pepsheets did not foresee"


def _taken_back(press: Press) -> str:
    """How the workbook stands after a failure that nobody foresaw, once what was being written is taken back."""
    if press.door.standing == "untouched":
        return "and nothing was written"
    if press.door.standing == "saved":
        return "after the results had been written"
    try:
        press.live.put_back()
    except Exception:  # noqa: BLE001 - the first failure is the one to tell; this one says how the workbook stands
        return "and the workbook may be changed in part: 'pepsheets backups' has it as it was before"
    return "and what had been written was put back"
