"""``/metrics``: the figures of the service for Prometheus, in its text format 0.0.4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pepsheets.faces.service.attempts import Attempts, Outcome
from pepsheets.faces.service.standing import ShareStanding, Standing

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of each share, where it is known."""

    name: str
    help: str
    of: Callable[[ShareStanding], float | None]


def metrics(standing: Standing, attempts: Attempts) -> str:
    """All figures."""
    lines = [*_rounds(standing, attempts)]
    for figure in _figures(standing, attempts):
        lines += _family(figure.name, figure.help, "gauge", _by_share(standing, figure))
    lines += _family("pepsheets_store_usable", "Whether the store can be used.", "gauge", [("", standing.is_known)])
    return "".join(f"{line}\n" for line in lines)


def _rounds(standing: Standing, attempts: Attempts) -> Iterator[str]:
    samples = [
        (_labels(share=each.name, outcome=outcome), attempts.count(each.name, outcome))
        for each in standing.shares
        for outcome in get_args(Outcome)
    ]
    yield from _family("pepsheets_rounds_total", "Rounds since the service started.", "counter", samples)


def _figures(standing: Standing, attempts: Attempts) -> Iterator[_Figure]:
    def age(each: ShareStanding) -> float | None:
        return (standing.now - each.last_good).total_seconds() if each.last_good else None

    def lasted(each: ShareStanding) -> float | None:
        last = attempts.last(each.name)
        return last.seconds if last else None

    yield _Figure("pepsheets_round_seconds", "How long the last round took.", lasted)
    yield _Figure("pepsheets_last_good_round_age_seconds", "How long ago the last good round ended.", age)
    yield _Figure("pepsheets_overdue", "Whether the alarm is on.", lambda each: each.alarm is not None)
    if standing.is_known:
        yield _Figure("pepsheets_conflicts", "Conflicts without a choice.", lambda each: _sum(each.waits.conflicts))
        yield _Figure("pepsheets_held", "Cells that wait to be put right.", lambda each: _sum(each.waits.held))
        yield _Figure("pepsheets_plans", "Plans to approve.", lambda each: len(each.waits.plans))


def _sum(counts: Mapping[str, int]) -> int:
    return sum(counts.values())


def _by_share(standing: Standing, figure: _Figure) -> Iterator[tuple[str, float]]:
    for each in standing.shares:
        value = figure.of(each)
        if value is not None:
            yield _labels(share=each.name), value


def _family(
    name: str, told: str, kind: Literal["gauge", "counter"], samples: Iterable[tuple[str, float]]
) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{labels} {float(value):.15g}"


def _labels(**labels: str) -> str:
    r"""Labels as the format wants them, whatever is in the name of a share.

    >>> _labels(share='The "inner" circle')
    '{share="The \\"inner\\" circle"}'
    """
    escaped = {name: _escaped(value) for name, value in labels.items()}
    return "{" + ",".join(f'{name}="{value}"' for name, value in escaped.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
