"""Running one command: how it ends, whatever happens, and what is said about it.

Exit status: 0 done, and the data has no errors; 1 done, but errors wait for a person; 2 not done, nothing changed.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pepsheets.faces.screen import Screen
from pepsheets.sheets import Gateway, GatewayError, Plan, Receipt, Workbook

DONE, ERRORS_WAIT, NOT_DONE = 0, 1, 2

Standing: TypeAlias = Literal["untouched", "being saved", "saved"]


@dataclass(slots=True)
class Run:
    """One command as it runs: the screen, and how far the workbook has come."""

    screen: Screen = field(default_factory=Screen)
    standing: Standing = "untouched"

    def door(self, address: str) -> Gateway:
        """The door to a workbook, watched: whatever goes wrong later, we know what was written."""
        from pepsheets.gateways import open_gateway

        return WatchedDoor(open_gateway(address), self)

    def door_to_copy(self, address: str, copy: str) -> Gateway:
        """The door that reads a workbook and writes into a copy of it, watched likewise."""
        from pepsheets.gateways import open_results_copy

        return WatchedDoor(open_results_copy(address, copy), self)


@dataclass(frozen=True, slots=True)
class Job:
    """What the words of a command ask for."""

    do: Callable[[Run], int]
    as_json: bool = False
    config: str | None = None
    """The pepsheets.toml that was named: commands that the answer offers name it too."""


class WatchedDoor:
    """A door that notes when its workbook is being saved, and when it has been."""

    def __init__(self, door: Gateway, run: Run) -> None:
        self._door = door
        self._run = run

    @property
    def address(self) -> str:
        return self._door.address

    def read(self, tabs: Collection[str]) -> Workbook:
        return self._door.read(tabs)

    def write(self, plan: Plan, state: str) -> Receipt:
        self._run.standing = "being saved"
        try:
            receipt = self._door.write(plan, state)
        except GatewayError:
            self._run.standing = "untouched"
            raise
        self._run.standing = "saved"
        return receipt


def carry_out(job: Job, run: Run) -> int:
    """Do the job; the exit status. No failure leaves as a traceback."""
    # The rows of a workbook live until the command ends; looking through all of them again and again for something to
    # throw away took a third of the time of a large one.
    gc.set_threshold(200_000, 100, 1000)
    run.screen.config = job.config
    try:
        status = job.do(run)
        run.screen.finish()
    except GatewayError as refusal:
        return refuse(run.screen, refusal, job.as_json)
    except KeyboardInterrupt:
        refuse(run.screen, Interrupted(_INTERRUPTED[run.standing]), job.as_json)
        return _status_after(run)
    except BrokenPipeError:
        return _nobody_reads_on(run)
    except Exception as fault:  # noqa: BLE001 - the last resort, so that nobody ever sees a traceback
        return _unforeseen(fault, job, run)
    return status


def refuse(screen: Screen, refusal: GatewayError, as_json: bool) -> int:
    """Say why the command was not carried out."""
    if as_json:
        said = screen.worded
        error = {"kind": refusal.kind, "message": said(refusal.message), "remedy": said(refusal.remedy)}
        screen.raw(json.dumps({"error": error}, indent=2))
    else:
        several = refusal.message.splitlines()
        for line in [*several, refusal.remedy] if len(several) > 1 else [str(refusal)]:
            screen.message(line)
    return NOT_DONE


class CommandNotUnderstood(GatewayError):
    """The words of the command ask for nothing that we can do."""


class Interrupted(GatewayError):
    """The person stopped the command."""


class UnforeseenFailure(GatewayError):
    """Something went wrong that nobody thought of."""


def _unforeseen(fault: Exception, job: Job, run: Run) -> int:
    from pepsheets.faces.failures import where_written

    sentence = f"{_UNFORESEEN[run.standing]}; {where_written(fault)}."
    refuse(run.screen, UnforeseenFailure(sentence), job.as_json)
    return _status_after(run)


def _nobody_reads_on(run: Run) -> int:
    """Whoever read our results has heard enough; what is still to be said goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return _status_after(run)


def _status_after(run: Run) -> int:
    """How a command that broke off ends: 2 says that nothing was changed, so not when the workbook had been saved."""
    return ERRORS_WAIT if run.standing == "saved" else NOT_DONE


_INTERRUPTED = {
    "untouched": "Stopped, as you asked. Nothing was written.",
    "being saved": "Stopped while the workbook was being saved: it is whole, with the results or without them.",
    "saved": "Stopped, as you asked. The workbook had been saved already.",
}
_UNFORESEEN = {
    "untouched": "Something happened that pepsheets did not foresee, and nothing was written",
    "being saved": "Something happened that pepsheets did not foresee while it saved; the workbook is whole, with the "
    "results or without them",
    "saved": "The workbook was saved, and then something happened that pepsheets did not foresee",
}
