"""``share add``: a share in the file pepsheets.toml, for people who edit no files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pepsheets.faces.config_file import NEW, as_written, put
from pepsheets.faces.other_side import is_far_from_here, is_missing
from pepsheets.faces.running import DONE, CommandNotUnderstood, Run
from pepsheets.faces.share_telling import tell_added
from pepsheets.partnerships import Partnership
from pepsheets.sheets import Workbook
from pepsheets.sync.config import AUDIENCES, Config, ConfigMistakes, Direction, config_of, may_see, text_of
from pepsheets.sync.config.addresses import absolute, identity
from pepsheets.sync.config.document import read_document
from pepsheets.sync.config.writing import NewShare, with_share
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.kinds import folded, plain
from pepsheets.validation import recognise
from pepsheets.validation.locating import sheet_of
from pepsheets.validation.recognising import read


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for, as it was typed."""

    address: str
    workbook: str | None
    name: str | None
    tabs: str | None
    audience: str
    direction: Direction
    every: str
    config: str


class ShareNotUnderstood(CommandNotUnderstood):
    """A share is asked for that cannot be."""

    remedy = "Nothing was written. 'pepsheets share add --help' shows what can be asked for."


def add_share(wish: Wish, run: Run) -> int:
    """Write a share into the file, once everything about it is found to be in order."""
    path = Path(wish.config)
    old = text_of(path) if os.path.lexists(path) else NEW
    address = _workbook_address(wish, path, old, run)
    with run.screen.progress() as progress:
        progress("Reading the workbook")
        workbook = read(run.door(address))
        kind = recognise(workbook)
    wish = _completed(wish, _tabs_there(kind, workbook), run)
    named = None if _names_workbook(old) else as_written(wish.workbook or address, path)
    new = with_share(old, _new_share(wish, path, kind), named)
    config = _checked(new, old, path, kind)
    _refuse_absent_tabs(config.shares[-1].tabs, _tabs_there(kind, workbook))
    _refuse_far_folder(config.shares[-1].address)
    put(path, old, new)
    tell_added(run.screen, config, wish.config)
    return DONE


def _workbook_address(wish: Wish, path: Path, old: str, run: Run) -> str:
    """The workbook's address, from the file, from the command, or from the person."""
    named = config_of(old, path).workbook if _names_workbook(old) else None
    if named and not wish.workbook:
        return named
    asked = absolute(wish.workbook or _ask(run, "Where is your workbook?", "--workbook"), Path.cwd())
    if named and identity(named) != identity(asked):
        raise ShareNotUnderstood(
            f"'{path}' is about the workbook '{named}'.",
            "Nothing was written. Leave --workbook out, or name another file with --config.",
        )
    return asked


def _names_workbook(text: str) -> bool:
    """Whether the file says which workbook it is about."""
    return "workbook" in read_document(text)[0].entries


def _tabs_there(kind: Partnership, workbook: Workbook) -> Sequence[type[Row]]:
    return [tab for tab in kind.tabs if sheet_of(tab, workbook) is not None]


def _completed(wish: Wish, there: Sequence[type[Row]], run: Run) -> Wish:
    """The wish, and what was left out of it asked for."""
    name = wish.name or _ask(run, "What shall the share be called?", "--name")
    audience = next((each for each in AUDIENCES if folded(each) == folded(wish.audience)), AUDIENCES[0])
    # The Conflicts tab goes with every share by itself.
    offered = ", ".join(tab.tab for tab in there if may_see(audience, tab) and tab is not ConflictRow)
    which = f"Which tabs? There are {offered}. Put commas between them."
    tabs = (wish.tabs or "").strip(" ,") or _ask(run, which, "--tabs")
    return replace(wish, name=name, tabs=tabs)


def _ask(run: Run, question: str, option: str) -> str:
    """What the person answers; where nobody can be asked, a refusal."""
    if not sys.stdin.isatty():
        raise ShareNotUnderstood(f"{question} Say it with {option}.")
    run.screen.message(question)
    answer = plain(sys.stdin.readline())
    if not answer:
        raise ShareNotUnderstood("Nothing was answered.")
    return answer


def _new_share(wish: Wish, path: Path, kind: Partnership) -> NewShare:
    address = wish.address.strip()
    if address.startswith("https://docs.google.com/"):
        address = f"google:{address}"
    spelt = {folded(tab.tab): tab.tab for tab in kind.tabs}
    tabs = tuple(spelt.get(folded(tab), plain(tab)) for tab in (wish.tabs or "").split(",") if tab.strip())
    return NewShare(plain(wish.name or ""), as_written(address, path), tabs, wish.audience, wish.direction, wish.every)


def _checked(new: str, old: str, path: Path, kind: Partnership) -> Config:
    """What the new text declares. Mistakes in what is added are told without a line, for it stands nowhere yet."""
    try:
        return config_of(new, path, kind)
    except ConfigMistakes as found:
        if old.strip():
            config_of(old, path, kind)
        raise ShareNotUnderstood("\n".join(_capital(mistake.sentence) for mistake in found.mistakes)) from found


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _refuse_far_folder(address: str) -> None:
    """A folder is made for a shared sheet, but no chain of folders."""
    if is_missing(address) and is_far_from_here(address):
        raise ShareNotUnderstood(
            f"There is no folder '{Path(address).parent}', nor the one that it should be in.",
            "Nothing was written. Make them first, or give another place.",
        )


def _refuse_absent_tabs(wanted: Sequence[type[Row]], there: Sequence[type[Row]]) -> None:
    absent = [f"'{tab.tab}'" for tab in wanted if tab not in there]
    if absent:
        raise ShareNotUnderstood(
            f"The workbook does not have {' and '.join(absent)}.",
            "Nothing was written. Give its tab the name that it should have, or leave it out of the share.",
        )
