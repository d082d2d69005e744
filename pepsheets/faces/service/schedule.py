"""When rounds are made: each share at its own pace, never two at once, and what was missed made up for by one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Literal, TypeAlias

from apscheduler.events import (  # type: ignore[import-untyped]  # APScheduler 3 comes without types
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
)
from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # as above
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # as above
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]  # as above

Lane: TypeAlias = Literal["rounds", "looks", "watch"]
"""Who waits for whom: a round that hangs must not keep the alarm from being raised."""

LANES: tuple[Lane, ...] = ("rounds", "looks", "watch")
MINUTE = timedelta(minutes=1)
# However late it is, a round is made: the computer slept, or another share's round took long.
_ALWAYS_ONCE = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


class Schedule:
    """The jobs of the service, each in its lane; a lane does one thing at a time."""

    def __init__(self, report: Callable[[str, str], None]) -> None:
        """``report`` is told of what a job could not do: an event, and the name of the job."""
        _keep_quiet()
        self._stopping = Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={lane: ThreadPoolExecutor(1) for lane in LANES}, job_defaults=_ALWAYS_ONCE
        )
        self._scheduler.add_listener(lambda event: report("left out", event.job_id), EVENT_JOB_MAX_INSTANCES)
        self._scheduler.add_listener(lambda event: report("broke off", event.job_id), EVENT_JOB_ERROR)

    def repeat(self, name: str, do: Callable[[], None], every: timedelta, lane: Lane, first: datetime) -> None:
        """Do it again and again. A job of the same name gives way."""

        def unless_stopping() -> None:
            if not self._stopping.is_set():
                do()

        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(
            unless_stopping, trigger, id=name, executor=lane, next_run_time=first, replace_existing=True
        )

    def drop_all_but(self, names: Iterable[str]) -> None:
        kept = set(names)
        for job in self._scheduler.get_jobs():
            if job.id not in kept:
                job.remove()

    def soon(self, name: str, now: datetime) -> None:
        """Do it now rather than when it is due."""
        job = self._scheduler.get_job(name)
        if job is not None:
            job.modify(next_run_time=now)

    def next_run(self, name: str) -> datetime | None:
        job = self._scheduler.get_job(name)
        moment: datetime | None = getattr(job, "next_run_time", None)
        return moment

    def start(self) -> None:
        self._scheduler.start()

    def stop(self, patience: timedelta) -> bool:
        """Begin nothing more, and let what runs come to its end; whether it did in time."""
        self._stopping.set()
        if not self._scheduler.running:
            return True
        ending = Thread(target=self._scheduler.shutdown, name="stopping", daemon=True)
        ending.start()
        ending.join(patience.total_seconds())
        return not ending.is_alive()


def _keep_quiet() -> None:
    """What APScheduler logs quotes jobs and failures; the service has a log of its own."""
    logger = logging.getLogger("apscheduler")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
