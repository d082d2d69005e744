"""How the service makes a round: as ``pepsheets sync`` does, for one share at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pepsheets.faces.rounds import run_shares
from pepsheets.faces.service.attempts import Ran
from pepsheets.faces.service.service import MakesRound
from pepsheets.sync.config import Config, Share


def round_maker(clock: Callable[[], datetime]) -> MakesRound:
    """Makes a round of one share at the moment that the clock tells."""

    def make_round(config: Config, share: Share) -> Ran:
        (result,) = run_shares(config, clock=clock, only=[share.name])
        if result.outcome is None:
            raise result.failure or ValueError(f"The round of '{share.name}' came to nothing, and nobody said why.")
        ending = result.outcome.ending()
        return Ran("good" if ending.outcome == "good" else "waiting", ending.sentence, "", ending.counts)

    return make_round
