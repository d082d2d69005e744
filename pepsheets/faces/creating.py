"""``new``: a ready workbook where nothing stands yet, or a ready Google Sheet."""

from __future__ import annotations

import os
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from pepsheets.faces.creating_google import make_google
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import quoted
from pepsheets.gateways import is_google
from pepsheets.partnerships import PARTNERSHIPS, Partnership, kind_named
from pepsheets.sheets import AddressNotFound, AddressNotUnderstood, AddressTaken, FileCannotBeSaved, GatewayError

_PLAIN, _WITH_BUTTONS = ".xlsx", ".xlsm"
_ENDING = f"Give a name that ends in {_PLAIN}"


class KindNotKnown(GatewayError):
    """There is no kind of partnership of this name."""


def make(kind: str, address: str, today: date, run: Run, *, with_sample: bool) -> int:
    """Make a workbook whose results are filled in already."""
    partnership = known_kind(kind)
    if is_google(address):
        return make_google(partnership, address, today, run, with_sample=with_sample)
    path = free_path(address, may_have_buttons=True)
    has_buttons = path.suffix.casefold() == _WITH_BUTTONS
    with run.screen.progress() as progress:
        progress("Making the workbook")
        put_in_place(path, ready_workbook(partnership, today, with_sample=with_sample, has_buttons=has_buttons))
    _show(run.screen, partnership, address, with_sample=with_sample)
    if has_buttons:
        _show_buttons(run.screen)
    return DONE


def known_kind(code: str) -> Partnership:
    """The kind of partnership of this code; a refusal that offers the nearest where there is none."""
    kind = kind_named(code)
    if kind is None:
        codes = [each.code for each in PARTNERSHIPS]
        close = get_close_matches(code.strip().casefold(), codes, n=1, cutoff=0.5)
        hint = f"Did you mean '{close[0]}'? " if close else ""
        kinds = "; ".join(f"{each.code} ({each.name})" for each in PARTNERSHIPS)
        raise KindNotKnown(f"'{code}' is no kind of partnership that this version knows.", f"{hint}It knows: {kinds}.")
    return kind


def free_path(address: str, *, may_have_buttons: bool = False, may_lack_folder: bool = False) -> Path:
    """The path for a new workbook; a refusal where it cannot stand there. Only a partnership's own has buttons."""
    path, endings = Path(address), (_PLAIN, _WITH_BUTTONS) if may_have_buttons else (_PLAIN,)
    if address.partition(":")[0].casefold() == "excel":
        raise AddressNotUnderstood(
            f"'{address}': a workbook that is open in Excel exists already.",
            f"{_ENDING}, or a Google Sheet as google:LINK.",
        )
    if os.path.lexists(path):
        raise AddressTaken(f"There is something called '{path}' already.")
    if path.suffix.casefold() not in endings or path.stem == "":
        remedy = f"{_ENDING}, or in {_WITH_BUTTONS} for one with buttons." if may_have_buttons else f"{_ENDING}."
        raise AddressNotUnderstood(f"'{path.name}' is no name for a new workbook.", remedy)
    if not path.parent.is_dir() and not may_lack_folder:
        raise AddressNotFound(f"There is no folder '{path.parent}'.", "Make it first, or give another.")
    return path


def ready_workbook(kind: Partnership, today: date, *, with_sample: bool, has_buttons: bool = False) -> bytes:
    """A new workbook of the kind, its results filled in; with macros where it has buttons."""
    from pepsheets.gateways.workbook_file import WorkbookFile
    from pepsheets.recalculation import recalculate
    from pepsheets.templates import write_template

    with TemporaryDirectory(prefix="pepsheets-") as folder:
        draft = Path(folder) / f"new{_WITH_BUTTONS if has_buttons else _PLAIN}"
        write_template(kind, draft, today, with_sample=with_sample)
        recalculate(WorkbookFile(str(draft), backups=Path(folder) / "backups"), today)
        return draft.read_bytes()


def put_in_place(path: Path, data: bytes) -> None:
    """Write a file where none is; nothing is left of one that could not be written to its end."""
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
            except BaseException:  # Ctrl-C too must leave no half-written file; it goes on its way below
                file.close()
                path.unlink()
                raise
    except FileExistsError as error:
        raise AddressTaken(f"There is something called '{path}' already.") from error
    except OSError as error:
        raise FileCannotBeSaved(f"'{path}' could not be saved: {error.strerror or 'the disk refused'}.") from error


def _show(screen: Screen, kind: Partnership, address: str, *, with_sample: bool) -> None:
    what = "a worked example" if with_sample else "a ready workbook"
    screen.say(f"{address} is made: {what} for {kind.name}.", "bold")
    if with_sample:
        screen.say("It holds mistakes on purpose; its Checks tab lists them, and so does the command")
    else:
        screen.say("Open it in Excel or LibreOffice, fill in Schools and People first, save and close it, then run")
    screen.copyable(f"pepsheets {'check' if with_sample else 'recalc'} {quoted(address)}")


def _show_buttons(screen: Screen) -> None:
    screen.say("Its buttons stand on the Overview. Each computer on which they are pressed is set up once, with")
    screen.copyable("pepsheets excel install")
