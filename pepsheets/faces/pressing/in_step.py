"""Sync now: one round for every share of the workbook that is open in Excel, with Excel itself as the one side."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from pepsheets.faces.pressing.copies import keep_copy
from pepsheets.faces.pressing.press import Done, Press
from pepsheets.faces.pressing.saved_workbook import SavedWorkbook
from pepsheets.faces.pressing.shares_in_words import of_share
from pepsheets.faces.showing import quoted
from pepsheets.gateways.workbook_file.files import read_file
from pepsheets.sheets import GatewayError

if TYPE_CHECKING:
    from pepsheets.faces.rounds import ShareResult
    from pepsheets.sync.config import Config


class NoFileHere(GatewayError):
    """The workbook is not kept in a file of this computer."""

    remedy = (
        "It is brought into step by the computer that keeps its file, with 'pepsheets sync' or by itself with "
        "'pepsheets serve'; or press the button there, in Excel itself."
    )


class NotInstalled(GatewayError):
    """The libraries behind rounds are not there."""

    remedy = 'Install it with: pip install "pepsheets[sync]"'


class NothingInStep(GatewayError):
    """None of several shares could be brought into step."""


class NoShareYet(GatewayError):
    """No pepsheets.toml is about this workbook."""


def bring_into_step(press: Press) -> Done:
    """One round for each share of each pepsheets.toml that names this workbook."""
    file = press.file
    if file is None:
        raise NoFileHere("Excel does not tell where this workbook is kept, so its shared sheets are not known.")
    if find_spec("sqlalchemy") is None:
        raise NotInstalled("Sheets are kept in step by a part of pepsheets that is not installed on this computer.")
    configs = _configs(file)
    # The file as it stands is copied: once it has been saved there is nothing more in Excel than in the file.
    door = SavedWorkbook(press, file, lambda: keep_copy(file, read_file(file), press.now), sleep)
    rounds = [(config, _rounds(config, door, press)) for config in configs]
    _refuse_if_nothing_was_done([result for _, results in rounds for result in results])
    press.door.standing = "saved"
    said = [sentence for config, results in rounds for sentence in _done(config, results)]
    return Done(tuple(said), has_written=door.has_written)


def _configs(file: Path) -> Sequence[Config]:
    from pepsheets.faces.known_configs import configs_of, sharing

    found = configs_of(file)
    if found:
        return found
    other = sharing(file)
    if other is not None:
        raise NoShareYet(
            f"This is a shared workbook: '{Path(other.workbook).name}' is kept in step with it.",
            "Press the button in that one.",
        )
    raise NoShareYet(
        "This workbook has no shared sheet yet: no pepsheets.toml beside it names it.",
        f"'pepsheets share add group.xlsx --workbook {quoted(file.name)}', in its folder, sets one up: it asks what "
        "it must know.",
    )


def _rounds(config: Config, door: SavedWorkbook, press: Press) -> Sequence[ShareResult]:
    from pepsheets.faces.rounds import Manner, run_rounds

    return run_rounds(config, Manner(press.clock, progress=press.progress, workbook=door))


def _done(config: Config, results: Sequence[ShareResult]) -> Sequence[str]:
    """What is said of the shares of one file."""
    from pepsheets.faces.commands_named import with_config

    said = [sentence for result in results for sentence in of_share(result)]
    return [with_config(sentence, str(config.path)) for sentence in said]


def _refuse_if_nothing_was_done(results: Sequence[ShareResult]) -> None:
    """Raises why no share could be brought into step, if that is so."""
    failures = [result.failure for result in results if result.failure is not None]
    if len(failures) < len(results) or any(result.has_written for result in results):
        return
    told = dict.fromkeys(map(str, failures))
    raise failures[0] if len(told) == 1 else NothingInStep("\n".join(told), "")
