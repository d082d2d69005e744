"""The status page: how each share stands, for whoever keeps the workbook. It shows no cell of any workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from pepsheets.faces.service.page_look import STYLE
from pepsheets.faces.service.standing import PastRound, ShareStanding, Standing, newest_first
from pepsheets.faces.service.wording import (
    ENDINGS,
    Badge,
    ago,
    badge_of,
    coming,
    conflicts,
    headline,
    held,
    took,
    when,
)
from pepsheets.faces.showing import quoted
from pepsheets.sync.config import FILE_NAME, in_words
from pepsheets.sync.store import WaitingPlan

AGAIN_AFTER = timedelta(seconds=30)
ROUNDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of the service itself."""

    folder: str
    """Where commands are typed: the folder of pepsheets.toml."""
    file: str
    log: str
    version: str
    mails: bool

    @property
    def named(self) -> str:
        """The file as a command names it; nothing where it has its usual name."""
        return "" if self.file == FILE_NAME else quoted(self.file)


def page(standing: Standing, about: About) -> str:
    """The whole page."""
    title = headline(standing)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="{int(AGAIN_AFTER.total_seconds())}">\n'
        f'<link rel="icon" href="data:,">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n'
        f"<header><div><h1>{escape(title)}</h1><p>{_as_of(standing)}</p></div></header>\n"
        f"<main>\n{''.join(_main(standing, about))}</main>\n{_footer(about)}</body>\n</html>\n"
    )


def _as_of(standing: Standing) -> str:
    return f"pepsheets, {standing.now:%d/%m/%Y} at {standing.now:%H:%M:%S}"


def _main(standing: Standing, about: About) -> Iterator[str]:
    for trouble in standing.troubles:
        yield f'<p class="box bad" role="alert">{escape(trouble)}</p>\n'
    for each in standing.shares:
        yield _share(each, standing, about)
    yield _rounds(newest_first(past for each in standing.shares for past in each.rounds)[:ROUNDS_SHOWN])


def _share(each: ShareStanding, standing: Standing, about: About) -> str:
    badge = badge_of(each) if standing.is_known or each.last else Badge("Not known", "off")
    top = f'<div class="top"><h2>{escape(each.name)}</h2>{_badge(badge)}</div>\n'
    facts = "".join(f"<dt>{name}</dt><dd>{escape(words)}</dd>\n" for name, words in _facts(each, standing, about))
    return f"<section>\n{top}<dl>\n{facts}</dl>\n{_alarm(each, about)}{_waits(each, standing, about)}</section>\n"


def _badge(badge: Badge) -> str:
    return f'<span class="badge {badge.tint}">{escape(badge.words)}</span>'


def _facts(each: ShareStanding, standing: Standing, about: About) -> Iterator[tuple[str, str]]:
    now = standing.now
    if each.last is not None:
        lasted = took(each.last)
        yield "Last round", f"{when(each.last.started, now)}{f', took {lasted}' if lasted else ''}"
        yield "How it went", each.last.sentence
    yield "Last in step", _last_good(each, standing)
    yield "Next round", _next(each, standing)
    if standing.is_known and badge_of(each).tint == "good":
        yield "Waits for you", "nothing"
    if each.alarm is None:
        yield "Alarm", _quiet_alarm(each, about)


def _quiet_alarm(each: ShareStanding, about: About) -> str:
    """What the alarm does while all is well, and how it reaches people who do not look at this page."""
    after = in_words(each.share.alarm_after)
    watched = f"nothing to report. It is always on: if the sheet has not been in step for {after}, it is raised here"
    if about.mails:
        return f"{watched}, on both sheets and by mail."
    return f"{watched} and on both sheets. To have it mailed as well, add [mail] to {about.file}."


def _last_good(each: ShareStanding, standing: Standing) -> str:
    if each.last_good is None:
        return "not yet"
    return f"{when(each.last_good, standing.now)}, {ago(each.last_good, standing.now)}"


def _next(each: ShareStanding, standing: Standing) -> str:
    every = f"every {in_words(each.share.every).removeprefix('1 ')}"
    if each.running_since is not None:
        return f"running now, since {each.running_since:%H:%M:%S}; {every}"
    if each.next_run is None:
        return "none: the service is stopping"
    return f"{when(each.next_run, standing.now)}, {coming(each.next_run, standing.now)}; {every}"


def _alarm(each: ShareStanding, about: About) -> str:
    if each.alarm is None:
        return ""
    return (
        f'<p class="box bad" role="alert"><strong>The alarm is on.</strong> {_told(each.alarm.sentence, about)}</p>\n'
    )


def _waits(each: ShareStanding, standing: Standing, about: About) -> str:
    if not standing.is_known:
        return ""
    items = [f"<li>{item}</li>\n" for item in _items(each, about)]
    approved = "".join(map(_approved, each.waits.approved))
    if not items:
        return approved
    return (
        approved
        + f'<div class="box care">\n<p><strong>Waits for you</strong></p>\n<ul>\n{"".join(items)}</ul>\n</div>\n'
    )


def _items(each: ShareStanding, about: About) -> Iterator[str]:
    option = ("--config", about.named) if about.named else ()
    if each.waits.conflicts:
        yield f"{escape(conflicts(each.waits.conflicts))} Or type {_command('conflicts', about.named)}"
    if each.waits.held:
        yield escape(held(each.waits.held))
    for plan in each.waits.plans:
        approve = _command("approve", plan.name, *option)
        show = _command("approve", plan.name, "--show", *option)
        yield f"{escape(plan.sentence)} {show} shows what it would do. If that is what you want, type {approve}"


def _approved(plan: WaitingPlan) -> str:
    sentence = f"The plan {plan.name} for {plan.tab} is approved. The next round carries it out."
    return f'<p class="box off">{escape(sentence)}</p>\n'


def _command(*words: str) -> str:
    return f"<code>{escape(' '.join(('pepsheets', *filter(None, words))))}</code>"


def _told(sentence: str, about: About) -> str:
    """A sentence of ours, with the command that it quotes shown as one."""
    return escape(sentence).replace("&#x27;pepsheets status&#x27;", _command("status", about.named))


def _rounds(rounds: Sequence[PastRound]) -> str:
    if not rounds:
        return ""
    headings = "".join(f'<th scope="col">{each}</th>' for each in ("When", "Sheet", "Took", "Ended", "What happened"))
    rows = "".join(map(_round, rounds))
    return f"<h2>Recent rounds</h2>\n<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _round(past: PastRound) -> str:
    cells = (
        ("when", escape(f"{past.started:%d/%m/%Y %H:%M}")),
        ("share", escape(past.share)),
        ("took", escape(took(past))),
        ("ended", _badge(Badge(*ENDINGS[past.outcome]))),
        ("said", escape(past.sentence)),
    )
    return f"<tr>{_cells(cells)}</tr>\n"


def _cells(cells: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<td class="{kind}">{content}</td>' for kind, content in cells)


def _footer(about: About) -> str:
    mails = "The alarm is also mailed." if about.mails else "The alarm is not mailed: pepsheets.toml has no [mail]."
    return (
        f"<footer><p>This page renews itself every {in_words(AGAIN_AFTER)}. Commands are typed in the folder "
        f"{escape(about.folder)}. {mails}<br>Set up in {escape(about.file)} there; log in {escape(about.log)}; "
        f"pepsheets {escape(about.version)}.</p></footer>\n"
    )
