"""What follows from a pepsheets.toml alone: its shares, its store; and the moment, where the faces read the clock."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import datetime

from pepsheets.faces.failures import home
from pepsheets.sync.config import Config, Share
from pepsheets.sync.refusals import NoSuchShare
from pepsheets.sync.store import store_address
from pepsheets.tabs.kinds import folded


def now() -> datetime:
    """The moment, in the time zone of this computer."""
    return datetime.now().astimezone()


def store_of(config: Config) -> str:
    """The address of the store: as the file says, else as the environment does, else the usual one."""
    return config.store or store_address(home(), os.environ)


def asked_shares(config: Config, only: Collection[str] | None = None) -> Sequence[Share]:
    """The shares of the file, or those of these names; a refusal where there is none."""
    if not config.shares:
        raise NoSuchShare(f"'{config.path}' names no share.", "'pepsheets share add' adds one.")
    for name in only or ():
        if config.share(name) is None:
            names = ", ".join(f"'{share.name}'" for share in config.shares)
            raise NoSuchShare(f"'{config.path}' names no share '{name}'.", f"It has {names}.")
    wanted = {folded(name) for name in only or ()}
    return [share for share in config.shares if only is None or folded(share.name) in wanted]
