"""``serve``: the service from its start to its stop, and ``--once`` for those who have a clock of their own."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pepsheets import __version__
from pepsheets.faces.configured import now, store_of
from pepsheets.faces.failures import home
from pepsheets.faces.running import DONE, ERRORS_WAIT, NOT_DONE, Run
from pepsheets.faces.service.answers import answers_of
from pepsheets.faces.service.attempts import Attempt
from pepsheets.faces.service.logs import Log
from pepsheets.faces.service.making import round_maker
from pepsheets.faces.service.page import About
from pepsheets.faces.service.post import SmtpPost
from pepsheets.faces.service.server import StatusServer, is_loopback
from pepsheets.faces.service.service import PATIENCE, Looks, Outside, Service
from pepsheets.faces.service.settings import Settings
from pepsheets.faces.service.sheets_at_hand import Ticks, tell_on_both_sides, tell_refusal
from pepsheets.faces.service.stopping import end, stopped_by_signals, wait_for
from pepsheets.faces.service.store_at_hand import StoreAtHand
from pepsheets.faces.starters import name_of
from pepsheets.sheets import FileCannotBeSaved, GatewayError


class NothingToServe(GatewayError):
    """The file names no share."""

    remedy = "'pepsheets share add' adds one."


@dataclass(frozen=True, slots=True)
class Places:
    """Where the service keeps what is its own."""

    log: Path
    mailed: Path


def serve(path: str, run: Run) -> int:
    """Make rounds until somebody stops us."""
    with stopped_by_signals() as stop, _service(path, Ticks()) as (service, log):
        shown = StatusServer(service.config.service, answers_of(service, lambda: _about(service)), _to(log))
        try:
            service.start()
            log.write("started", version=__version__, shares=len(service.config.shares))
            _tell(run, shown, service)
            wait_for(stop)
            end(service.stop, PATIENCE, log)
        finally:
            shown.close()
    run.screen.say("Stopped.")
    return DONE


def serve_once(path: str, run: Run) -> int:
    """One round of every share, and a look at the alarm."""
    with _service(path, None) as (service, _):
        for share in service.config.shares:
            service.make_round(share.name)
        made = service.attempts.recent()[::-1]
        for each in made:
            run.screen.say(f"{each.share}: {each.ran.sentence}")
        service.watch()
        for trouble in service.standing().troubles:
            run.screen.message(trouble)
        return _status(service, made)


def _status(service: Service, made: Sequence[Attempt]) -> int:
    if all(each.ran.outcome == "failed" for each in made):
        return NOT_DONE
    standing = service.standing()
    waits = any(each.waits for each in standing.shares) or not standing.is_well
    return ERRORS_WAIT if waits or any(each.ran.outcome != "good" for each in made) else DONE


@contextmanager
def _service(path: str, looks: Looks | None) -> Iterator[tuple[Service, Log]]:
    settings = Settings(Path(path).absolute())
    config = settings.config
    if not config.shares:
        raise NothingToServe(f"'{path}' names no sheet to keep in step with the workbook.")
    places = _places(config.path)
    store = StoreAtHand(store_of(config))
    log = _log(places.log)
    post = SmtpPost(os.environ, socket.gethostname())
    try:
        maker, told = round_maker(now, is_repeated=looks is not None), (tell_on_both_sides, tell_refusal)
        outside = Outside(now, maker, store, post, log, places.mailed, looks, *told)
        yield Service(settings, outside), log
        log.write("stopped")
    finally:
        store.close()
        log.close()


def _tell(run: Run, shown: StatusServer, service: Service) -> None:
    run.screen.say(f"The status page is at {shown.address}")
    if not is_loopback(service.config.service.host):
        run.screen.message("Anyone who can reach this computer can read that page, as pepsheets.toml wants it.")
    run.screen.say("Stop with Ctrl-C: a round that runs is finished first.")
    run.screen.finish()


def _about(service: Service) -> About:
    config = service.config
    log = str(_places(config.path).log)
    return About(str(config.path.parent), config.path.name, log, __version__, config.mail is not None)


def _places(config: Path) -> Places:
    folder, name = home() / "service", name_of(config)
    return Places(folder / f"{name}.log", folder / f"{name}.json")


def _log(file: Path) -> Log:
    try:
        return Log(file, now)
    except OSError as error:
        raise FileCannotBeSaved(f"The log '{file}' cannot be written.") from error


def _to(log: Log) -> Callable[[str], None]:
    return lambda fault: log.write("no answer", fault=fault)
