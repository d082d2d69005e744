"""Finds out how the shares stand: from the store, from what this service did itself, and from its schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from pepsheets.faces.service.attempts import KEPT, Attempt, Attempts
from pepsheets.faces.service.standing import PastRound, ShareStanding, Standing, Waits, by_tab, newest_first
from pepsheets.sheets import GatewayError
from pepsheets.sync.alarm import Watched, alarm_of
from pepsheets.sync.config import Share
from pepsheets.sync.store import Round, Store

ALL = 1_000_000


class Lookout:
    """Knows where to look."""

    def __init__(
        self,
        store: Callable[[], Store],
        attempts: Attempts,
        next_run: Callable[[str], datetime | None],
        set_up: datetime,
        zone: tzinfo | None = None,
    ) -> None:
        """``set_up`` is when the shares were; ``zone`` is the time zone to tell moments in, the computer's if none."""
        self._store = store
        self._attempts = attempts
        self._next_run = next_run
        self._set_up = set_up
        self._zone = zone
        self._since: dict[str, datetime] = {}

    def standing(self, shares: Sequence[Share], now: datetime, troubles: Sequence[str] = ()) -> Standing:
        """How they stand. A store that cannot be used is one of the troubles."""
        here = now.astimezone(self._zone)
        try:
            store = self._store()
            known = tuple(self._known(store, share, here) for share in shares)
            return Standing(here, known, tuple(troubles))
        except GatewayError as refusal:
            remembered = tuple(self._remembered(share, here) for share in shares)
            return Standing(here, remembered, (str(refusal), *troubles), is_known=False)

    def _known(self, store: Store, share: Share, now: datetime) -> ShareStanding:
        of_store = store.last_rounds(share.name, KEPT)
        good = store.last_good_round(share.name)
        last_good = self._local(good.ended or good.started) if good else None
        plans = store.plans(share.name)
        waits = Waits(
            by_tab(each.tab for each in store.conflicts(share.name) if each.chosen is None),
            by_tab(each.tab for each in store.held(share.name)),
            tuple(each for each in plans if each.approved is None),
            tuple(each for each in plans if each.approved is not None),
        )
        if share.name not in self._since and last_good is None:
            self._since[share.name] = self._first_known(store, share)
        rounds = [self._past(each, share.name) for each in of_store]
        rounds += self._never_begun(share.name, of_store)
        return self._stands(share, rounds, last_good, now, waits)

    def _remembered(self, share: Share, now: datetime) -> ShareStanding:
        rounds = [self._tried(each) for each in self._attempts.recent() if each.share == share.name]
        good = self._attempts.last_good(share.name)
        return self._stands(share, rounds, self._local(good) if good else None, now, Waits())

    def _stands(
        self, share: Share, rounds: Sequence[PastRound], last_good: datetime | None, now: datetime, waits: Waits
    ) -> ShareStanding:
        since = self._since.get(share.name, self._attempts.since)
        watched = Watched(share.name, share.every, share.alarm_after, self._local(since), last_good)
        return ShareStanding(
            share,
            tuple(newest_first(rounds)[:KEPT]),
            last_good,
            self._local_or_none(self._attempts.running_since(share.name)),
            self._local_or_none(self._next_run(share.name)),
            alarm_of(watched, now),
            waits,
        )

    def _first_known(self, store: Store, share: Share) -> datetime:
        """When a share without a good round was set up: at its first round, for all that we know."""
        rounds = store.last_rounds(share.name, ALL)
        return rounds[-1].started if rounds else min(self._set_up, self._attempts.since)

    def _past(self, found: Round, share: str) -> PastRound:
        started = self._local(found.started)
        if found.ending is not None:
            ending, ended = found.ending, self._local_or_none(found.ended)
            sentence = ending.sentence or _CUT_SHORT
            return PastRound(share, started, ended, ending.outcome, sentence, ending.counts)
        is_ours = self._attempts.running_since(share) is not None
        return PastRound(share, started, None, "running", _RUNNING if is_ours else _RUNS_ELSEWHERE)

    def _never_begun(self, share: str, begun: Sequence[Round]) -> Iterator[PastRound]:
        """The attempts that came to nothing before the store heard of them."""
        for attempt in self._attempts.recent():
            stood = any(_is_in(each.started, attempt) for each in begun)
            if attempt.share == share and attempt.ran.outcome == "failed" and not stood:
                yield self._tried(attempt)

    def _tried(self, attempt: Attempt) -> PastRound:
        ran = attempt.ran
        started, ended = self._local(attempt.started), self._local(attempt.ended)
        return PastRound(attempt.share, started, ended, ran.outcome, ran.sentence, ran.counts)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def _local_or_none(self, moment: datetime | None) -> datetime | None:
        return None if moment is None else self._local(moment)


def _is_in(moment: datetime, attempt: Attempt) -> bool:
    # A store may keep moments to the second only.
    play = timedelta(seconds=1)
    return attempt.started - play <= moment <= attempt.ended + play


_CUT_SHORT = "It was cut short; the next round carried on where it stopped."
_RUNNING = "It is being made at this moment."
_RUNS_ELSEWHERE = "It is being made by another program, or was cut short; the next round carries on."
