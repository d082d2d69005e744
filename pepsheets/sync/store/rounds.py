"""The rounds that were run, and when the last good one was: the age of that is the main alarm."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, Row, Select, insert, select, update

from pepsheets.sync.store.records import Ending, Round
from pepsheets.sync.store.tables import ROUNDS


def start_round(connection: Connection, share: str, now: datetime) -> int:
    """Begin a round; its number is higher than that of every round before it. One that never ended was cut short."""
    unfinished = (ROUNDS.c.share == share, ROUNDS.c.ended.is_(None), ROUNDS.c.outcome.is_(None))
    connection.execute(update(ROUNDS).where(*unfinished).values(outcome="cut short"))
    begun = insert(ROUNDS).values(share=share, started=now, sentence="", counts="{}").returning(ROUNDS.c.number)
    number: int = connection.execute(begun).scalar_one()
    return number


def end_round(connection: Connection, share: str, number: int, ending: Ending, now: datetime) -> None:
    """Keep how a round ended."""
    told = {"outcome": ending.outcome, "sentence": ending.sentence, "counts": json.dumps(dict(ending.counts))}
    is_it = (ROUNDS.c.share == share, ROUNDS.c.number == number)
    if connection.execute(update(ROUNDS).where(*is_it).values(ended=now, **told)).rowcount != 1:
        raise ValueError(f"'{share}' has no round {number}.")


def last_rounds(connection: Connection, share: str, limit: int) -> tuple[Round, ...]:
    """The last rounds of a share, the newest first."""
    return _rounds(connection, _of(share).limit(limit))


def last_good_round(connection: Connection, share: str) -> Round | None:
    """The last round that ended well."""
    return next(iter(_rounds(connection, _of(share).where(ROUNDS.c.outcome == "good").limit(1))), None)


def _of(share: str) -> Select[tuple[object, ...]]:
    return select(ROUNDS).where(ROUNDS.c.share == share).order_by(ROUNDS.c.number.desc())


def _rounds(connection: Connection, asked: Select[tuple[object, ...]]) -> tuple[Round, ...]:
    return tuple(_round(found) for found in connection.execute(asked))


def _round(found: Row[tuple[object, ...]]) -> Round:
    ending = Ending(found.outcome, found.sentence, json.loads(found.counts)) if found.outcome else None
    return Round(found.number, found.share, found.started, found.ended, ending)
