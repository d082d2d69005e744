"""When rounds are made: each share at its own pace, never two at once, and what was missed made up for by one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Condition
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
        self._is_stopping = False
        self._busy = 0
        self._changed = Condition()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={lane: ThreadPoolExecutor(1) for lane in LANES}, job_defaults=_ALWAYS_ONCE
        )
        self._scheduler.add_listener(lambda event: report("left out", event.job_id), EVENT_JOB_MAX_INSTANCES)
        self._scheduler.add_listener(lambda event: report("broke off", event.job_id), EVENT_JOB_ERROR)

    def repeat(self, name: str, do: Callable[[], None], every: timedelta, lane: Lane, first: datetime) -> None:
        """Do it again and again. A job of the same name gives way."""
        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
        self._scheduler.add_job(
            partial(self._unless_stopping, do),
            trigger,
            id=name,
            executor=lane,
            next_run_time=first,
            replace_existing=True,
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
        """When it is due next; never, while all comes to its end."""
        job = None if self._is_stopping else self._scheduler.get_job(name)
        moment: datetime | None = getattr(job, "next_run_time", None)
        return moment

    def start(self) -> None:
        self._scheduler.start()

    def stop(self, patience: timedelta) -> bool:
        """Begin nothing more, and let what runs come to its end; whether it did in time.

        APScheduler's own waiting would lock its list of jobs meanwhile, which the page and the alarm look at.
        """
        with self._changed:
            self._is_stopping = True
            is_quiet = self._changed.wait_for(lambda: not self._busy, patience.total_seconds())
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        return is_quiet

    def _unless_stopping(self, do: Callable[[], None]) -> None:
        with self._changed:
            if self._is_stopping:
                return
            self._busy += 1
        try:
            do()
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()


def _keep_quiet() -> None:
    """What APScheduler logs quotes jobs and failures; the service has a log of its own."""
    logger = logging.getLogger("apscheduler")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
