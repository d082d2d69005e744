"""``doctor``: what is set up, what is missing, and how to mend it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pepsheets import __version__
from pepsheets.faces.failures import log_file
from pepsheets.faces.running import DONE, ERRORS_WAIT, Run
from pepsheets.sheets import GatewayError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and what to say of it."""

    is_well: bool
    sentence: str


def examine(today: date, run: Run) -> int:
    """Look at everything that pepsheets needs."""
    run.screen.say(f"pepsheets {__version__}, with Python {platform.python_version()} on {platform.system()}.", "bold")
    all_well = True
    for look in (_backups, _log, _parts, _google, _trial):
        with run.screen.progress() as progress:
            progress("Looking around")
            findings = list(look(today))
        for finding in findings:
            all_well = all_well and finding.is_well
            run.screen.item(
                finding.sentence, "ok  " if finding.is_well else "MEND", "green" if finding.is_well else "red"
            )
    run.screen.say("Everything is as it should be." if all_well else "Mend what is marked above, then run this again.")
    return DONE if all_well else ERRORS_WAIT


def _backups(_: date) -> Iterator[Finding]:
    from pepsheets.gateways.workbook_file.backups import SETTING, backups_folder

    folder = backups_folder()
    advice = f"Give yourself the right to write there, or name another folder in the setting {SETTING}."
    yield _writable(folder, "Before a workbook is changed, a dated copy of it is kept in", advice)


def _log(_: date) -> Iterator[Finding]:
    from pepsheets.faces.failures import SETTING

    advice = f"Give yourself the right to write there, or name another folder in the setting {SETTING}."
    yield _writable(log_file().parent, "Details of unexpected failures are kept in", advice)


def _writable(folder: Path, what: str, advice: str) -> Finding:
    """Whether files can be made in a folder, or in the one above that it would be made in. Leaves nothing behind."""
    nearest = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return Finding(True, f"{what} {folder}")
    return Finding(False, f"{what} {folder}, and nothing can be written there. {advice}")


PARTS = {
    "python_calamine": "workbooks are read",
    "xlsxwriter": "new workbooks are made",
    "holidays": "bank holidays are known",
}


def _parts(_: date) -> Iterator[Finding]:
    from importlib.util import find_spec

    missing = [f"{name} (so that {what})" for name, what in PARTS.items() if find_spec(name) is None]
    if missing:
        yield Finding(
            False, f"Missing: {', '.join(missing)}. Install pepsheets again: pip install --force-reinstall pepsheets"
        )
    else:
        yield Finding(True, "Everything that pepsheets is built on is installed.")


def _google(_: date) -> Iterator[Finding]:
    """Google is needed for Google Sheets alone: nothing is amiss where nobody signed in."""
    from pepsheets.faces.google_account import who
    from pepsheets.gateways.google_sheet.connection import prove
    from pepsheets.gateways.google_sheet.credentials import credentials_of, signed_in_account
    from pepsheets.gateways.google_sheet.sign_in_refusals import NotSignedIn

    try:
        account = signed_in_account()
        prove(account, credentials_of(account))
    except NotSignedIn:
        yield Finding(True, "Not signed in to Google, which is needed for Google Sheets alone: pepsheets google login")
    except GatewayError as refusal:
        yield Finding(False, str(refusal))
    else:
        yield Finding(True, f"Signed in to Google as {who(account)}.")


def _trial(today: date) -> Iterator[Finding]:
    """Whether a workbook can be made, recalculated and read back on this computer."""
    from pepsheets.faces.creating import ready_workbook
    from pepsheets.partnerships import PARTNERSHIPS

    with TemporaryDirectory(prefix="pepsheets-") as folder:
        for kind in PARTNERSHIPS:
            path = Path(folder) / f"{kind.code}.xlsx"
            path.write_bytes(ready_workbook(kind, today, with_sample=False))
            settled = is_settled(path, today)
            yield Finding(settled, _TRIAL[settled].format(kind=kind.name))


def is_settled(path: Path, today: date) -> bool:
    """Whether a workbook, read back, needs no recalculation."""
    from pepsheets.gateways import open_gateway
    from pepsheets.recalculation import examine as examined

    return not examined(open_gateway(str(path)), today).plan


_TRIAL: dict[bool, str] = {
    True: "A trial workbook was made, recalculated and read back: {kind}.",
    False: "A trial workbook came out otherwise than it was written: {kind}. Tell whoever looks after pepsheets.",
}
