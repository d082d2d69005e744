"""The other side of a share where there is none yet: made with the share's tabs, for the first round to fill."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from pepsheets.faces.creating import free_path
from pepsheets.faces.round_doors import Watcher
from pepsheets.partnerships import Partnership
from pepsheets.sheets import AddressNotFound, FileCannotBeSaved, Workbook
from pepsheets.sync.config import Share
from pepsheets.sync.config.addresses import scheme_of
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.kinds import folded
from pepsheets.tabs.overview import OverviewRow
from pepsheets.templates.excerpts import Excerpt, excerpt_of
from pepsheets.validation.locating import locate, sheet_of


class SharedSheetGone(AddressNotFound):
    """A shared sheet that was kept in step is no longer there: it is never made anew in silence."""


def is_missing(address: str) -> bool:
    """Whether a file stands nowhere yet. Google Sheets are made by people, empty."""
    return not scheme_of(address) and not os.path.lexists(address)


def is_unused(share: Share, sheet: Workbook) -> bool:
    """Whether a Google Sheet holds none of the share's tabs."""
    return scheme_of(share.address) == "google" and all(sheet_of(tab, sheet) is None for tab in share.tabs)


def refuse_gone(share: Share, *, was_there: bool) -> None:
    """Raises where a sheet is missing that was there in an earlier round."""
    if was_there:
        raise SharedSheetGone(
            f"'{share.name}': there is nothing at {share.address} any more, and there was in the last round.",
            "Put the sheet back there. If it is to be made anew, give the share another name in pepsheets.toml.",
        )


def excerpt(share: Share, kind: Partnership, workbook: Workbook) -> Excerpt:
    """What the shared sheet shows of the workbook, which has the owner's own columns too.

    Every shared sheet has an Overview, for its button and for how the share stands; figures are on it only where it is
    shared.
    """
    columns = {tab: [column.name for column in columns] for tab, columns in share.columns.items()}
    columns.pop(ConflictRow, None)
    columns.setdefault(OverviewRow, [])
    own = {tab: tuple(_own_headings(share, tab, workbook)) for tab in share.tabs}
    tabs: tuple[type[Row], ...] = (OverviewRow, *share.tabs, ConflictRow)
    return excerpt_of(kind, tabs, columns, own, is_read_only=share.direction == "read-only")


def _own_headings(share: Share, tab: type[Row], workbook: Workbook) -> Iterator[str]:
    """The headings of the owner's own columns that the share carries."""
    from pepsheets.sync.engine.reading import OWN, read_tab

    sheet = sheet_of(tab, workbook) if share.extra_columns else None
    located = locate(tab, sheet) if sheet else None
    for key in read_tab(located).places if located else ():
        if key.startswith(OWN) and _is_carried(share.extra_columns, key.removeprefix(OWN)):
            yield key.removeprefix(OWN)


def _is_carried(extra: bool | Sequence[str], heading: str) -> bool:
    return extra if isinstance(extra, bool) else folded(heading) in map(folded, extra)


def make(address: str, what: Excerpt, today: date, watcher: Watcher) -> None:
    """The other side, made where there is none."""
    if scheme_of(address) == "google":
        _make_on_google(address, what, today, watcher)
    else:
        _make_file(address, what, today)


def _make_file(address: str, what: Excerpt, today: date) -> None:
    """A new workbook at the address. Nothing that stands there is ever overwritten."""
    from pepsheets.gateways.workbook_file.saving import create_file
    from pepsheets.templates import template_bytes

    data = template_bytes(what, (), today)

    def verify(found: bytes) -> None:
        if found != data:
            raise FileCannotBeSaved("The disk did not keep what was written.")

    path = free_path(address, may_lack_folder=not is_far_from_here(address))
    make_folder(address)
    create_file(path, data, None, verify)


def is_far_from_here(address: str) -> bool:
    """Whether more than the last folder on the way to a file is missing: it is mistyped then, or a drive is away."""
    folder = Path(address).parent
    return not folder.is_dir() and not folder.parent.is_dir()


def make_folder(address: str) -> None:
    """The folder of a file that is to be made, where it alone is missing."""
    folder = Path(address).parent
    if not folder.is_dir() and not is_far_from_here(address):
        try:
            folder.mkdir()
        except OSError as error:
            reason = error.strerror or "the disk refused"
            raise FileCannotBeSaved(f"The folder '{folder}' could not be made: {reason}.") from error


def _make_on_google(address: str, what: Excerpt, today: date, watcher: Watcher) -> None:
    """An empty Google Sheet gets the tabs."""
    from pepsheets.faces.creating_google import WatchedConnection
    from pepsheets.gateways.google_sheet.addresses import spreadsheet_id
    from pepsheets.gateways.google_sheet.connection import connect
    from pepsheets.gateways.google_sheet.setting_up import Wanted, set_up

    set_up(WatchedConnection(connect(spreadsheet_id(address)), watcher), Wanted(what, (), (), today))


def as_it_would_be(address: str, what: Excerpt, today: date, tabs: Collection[str]) -> Workbook:
    """The other side as it would be made, in memory alone."""
    from pepsheets.gateways.workbook_file.reader import read_workbook
    from pepsheets.templates import template_bytes

    if not scheme_of(address):
        free_path(address, may_lack_folder=not is_far_from_here(address))
    return read_workbook(template_bytes(what, (), today), Path(address).name, tabs, "pretended")
