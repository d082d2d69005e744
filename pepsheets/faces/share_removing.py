"""``share remove``: a share taken out of the file pepsheets.toml. No sheet is touched, and nothing is forgotten."""

from __future__ import annotations

from pathlib import Path

from pepsheets.faces.config_file import put
from pepsheets.faces.configured import asked_shares, store_of
from pepsheets.faces.running import DONE, CommandNotUnderstood, Run
from pepsheets.faces.share_telling import as_shown
from pepsheets.sync.config import Share, config_of, text_of
from pepsheets.sync.config.writing import without_share
from pepsheets.sync.store import open_store


class ShareCannotBeTakenOut(CommandNotUnderstood):
    """The share stands in the file in a way that only a person can mend."""

    remedy = "Nothing was written. Open the file and take the share out by hand."


def remove_share(config: str, name: str, run: Run) -> int:
    """Take a share out of the file, and leave everything else as it stands."""
    path = Path(config)
    old = text_of(path)
    read = config_of(old, path)
    [share] = asked_shares(read, [name])
    new, taken = without_share(old, share.line)
    if not taken:
        raise ShareCannotBeTakenOut(f"'{share.name}' stands in line {share.line} of {path.name} without a heading.")
    config_of(new, path)
    put(path, old, new)
    with open_store(store_of(read)) as store:
        waits = bool(store.conflicts(share.name) or store.held(share.name))
    _tell(run, share, config, waits=waits)
    run.screen.say("These lines were taken out of the file; put them back there to undo it:")
    for line in taken.splitlines():
        run.screen.copyable(line)
    return DONE


def _tell(run: Run, share: Share, config: str, *, waits: bool) -> None:
    say = run.screen.say
    say(f"'{share.name}' is taken out of {config}: it is no longer kept in step with your workbook.", "bold")
    say(f"The sheet itself stays as it is, with all that is on it: {as_shown(share.address)}")
    say("The history of the share is kept too. Added again under the same name, it goes on where it stopped.")
    say("Its line on the Overview of your workbook is not brought up to date any more: clear its cells there.")
    if waits:
        say("Its lines on the Conflicts tab of your workbook wait for nothing any more: delete them there.")
