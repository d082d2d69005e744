"""Shares in words: what is kept in step with what, how often, and what stays out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pepsheets.faces.commands_named import with_config
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.showing import number
from pepsheets.sync.config import Config, Share, hidden_columns, in_words, read_config
from pepsheets.sync.config.addresses import scheme_of


def show_shares(config: str, run: Run) -> int:
    """Show every share of the file."""
    found = read_config(config)
    run.screen.say(f"{as_shown(found.workbook)} is kept in step with {number(len(found.shares), 'sheet')}.", "bold")
    for share in found.shares:
        run.screen.heading(share.name)
        run.screen.columns(list(_facts(share)))
    if not found.shares:
        run.screen.say("'pepsheets share add' adds one.")
    return DONE


def _facts(share: Share) -> Iterator[tuple[str, str]]:
    yield "Sheet", as_shown(share.address)
    yield "Tabs", ", ".join(tab.tab for tab in share.tabs)
    yield "For", share.audience if share.audience == "everyone" else f"the {share.audience}"
    yield "Edited", "on both sides" if share.direction == "two-way" else "in the workbook only"
    yield "Brought in step", f"every {in_words(share.every).removeprefix('1 ')}"
    if share.extra_columns:
        own = ("all of them",) if isinstance(share.extra_columns, bool) else share.extra_columns
        yield "Columns of your own", ", ".join(own)


def tell_added(screen: Screen, config: Config, path: str) -> None:
    """Say what was written, and what to do next."""
    share = config.shares[-1]
    screen.say(f"'{share.name}' is written into {path}.", "bold")
    screen.columns([("Workbook", as_shown(config.workbook)), *_facts(share)])
    left_out = [f"{each.heading} ({tab.tab})" for tab in share.tabs for each in hidden_columns(share.audience, tab)]
    if left_out:
        screen.say(f"Left out, since this audience may not see them: {', '.join(left_out)}.")
    for sentence in _to_know(share):
        screen.say(sentence)
    screen.say("Next, see what the first round would do. Nothing is written by it:")
    screen.copyable(with_config("'pepsheets sync --dry-run'", path).strip("'"))


def _to_know(share: Share) -> Iterator[str]:
    if scheme_of(share.address) == "google":
        yield "The Google Sheet must be shared with pepsheets: 'pepsheets google share-address' tells how."
    elif not scheme_of(share.address) and not Path(share.address).exists():
        folder = Path(share.address).parent
        beside = "" if folder.is_dir() else f", and the folder '{as_shown(str(folder))}' for it"
        yield f"There is no such file yet: the first 'pepsheets sync' makes it, with these tabs{beside}."


def as_shown(address: str) -> str:
    """An address as a person standing in this folder would write it."""
    here = Path.cwd()
    if scheme_of(address) or not Path(address).is_relative_to(here):
        return address
    return str(Path(address).relative_to(here))
