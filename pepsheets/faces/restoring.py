"""``backups``: the dated copies of a workbook, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number, quoted
from pepsheets.sheets import AddressNotFound, GatewayError

if TYPE_CHECKING:
    from pepsheets.gateways.workbook_file.restoring import DatedCopy


_AT_GOOGLE = (
    "In the browser choose File > Version history > See version history, click on a day on the right, and then on "
    "'Restore this version'."
)


class KeptByGoogle(GatewayError):
    """The earlier versions of a Google Sheet are not ours to put back."""

    remedy = f"Nothing was changed. {_AT_GOOGLE}"


def show_copies(address: str, run: Run) -> int:
    """Show every copy: its number, when it was kept, and its size."""
    from pepsheets.gateways import is_google, open_gateway
    from pepsheets.gateways.workbook_file.backups import backups_folder
    from pepsheets.gateways.workbook_file.restoring import dated_copies

    open_gateway(address)
    if is_google(address):
        run.screen.say(f"Google itself keeps the earlier versions of a sheet. {_AT_GOOGLE}")
        return DONE
    copies = dated_copies(address, backups_folder())
    if copies:
        _show(run.screen, address, copies)
    elif not Path(address).exists():
        raise AddressNotFound(f"There is no file '{address}', and no copy of one.")
    else:
        run.screen.say(f"There is no copy of {address} yet: one is kept each time before pepsheets changes it.")
    return DONE


def _show(screen: Screen, address: str, copies: Sequence[DatedCopy]) -> None:
    screen.say(f"{address}, {number(len(copies), 'dated copy', 'dated copies')}, the latest first", "bold")
    screen.columns([(str(copy.number), when(copy), size(copy.size)) for copy in copies])
    screen.say(f"'pepsheets backups {quoted(address)} --restore 1' puts the latest back. They are kept in")
    screen.copyable(str(copies[0].path.parent))


def put_back(address: str, wanted: int, run: Run) -> int:
    """Put a copy in the workbook's place."""
    from pepsheets.gateways import is_google, open_gateway
    from pepsheets.gateways.workbook_file.backups import backups_folder
    from pepsheets.gateways.workbook_file.restoring import restore

    open_gateway(address)
    if is_google(address):
        raise KeptByGoogle("pepsheets keeps no copies of a Google Sheet: Google itself keeps its earlier versions.")
    with _being_saved(run):
        restored = restore(address, wanted, backups_folder(), datetime.now())  # noqa: DTZ005  the wall clock of the school
    of_when = f"the copy of {when(restored.copy)}"
    if not restored.has_changed:
        run.screen.say(f"{address} is the same as {of_when} already: nothing was written.", "bold")
        return DONE
    run.screen.say(f"{address} is {of_when} again.", "bold")
    if restored.backup is not None:
        run.screen.say("The workbook as it was just now is kept as")
        run.screen.copyable(str(restored.backup))
    return DONE


@contextmanager
def _being_saved(run: Run) -> Iterator[None]:
    run.standing = "being saved"
    try:
        yield
    except GatewayError:
        run.standing = "untouched"
        raise
    run.standing = "saved"


def when(copy: DatedCopy) -> str:
    """When a copy was kept, as people write it."""
    return f"{copy.kept_at:%d/%m/%Y %H:%M:%S}"


def size(count: int) -> str:
    """A number of bytes as people read it.

    >>> size(0), size(13_400), size(2_345_678)
    ('0 KB', '14 KB', '2.3 MB')
    """
    return f"{-(-count // 1000)} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
