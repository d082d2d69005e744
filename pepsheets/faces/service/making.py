"""How the service makes a round: as ``pepsheets sync`` does, for one share at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pepsheets.faces.rounds import Manner, run_rounds
from pepsheets.faces.service.attempts import Ran
from pepsheets.faces.service.service import MakesRound
from pepsheets.sync.config import Config, Share


def round_maker(clock: Callable[[], datetime], *, is_repeated: bool = True) -> MakesRound:
    """Makes a round of one share at the moment that the clock tells; ``is_repeated`` says that the next one comes."""

    def make_round(config: Config, share: Share) -> Ran:
        (result,) = run_rounds(config, Manner(clock, is_repeated=is_repeated), [share.name])
        if result.outcome is None:
            raise result.failure or ValueError(f"The round of '{share.name}' came to nothing, and nobody said why.")
        ending = result.outcome.ending()
        return Ran("good" if ending.outcome == "good" else "waiting", ending.sentence, "", ending.counts)

    return make_round
