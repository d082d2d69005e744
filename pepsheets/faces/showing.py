"""Problems and counts in sentences, the same wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pepsheets.faces.screen import Look, Screen
from pepsheets.recalculation import Examined
from pepsheets.sheets import STAGES, Problem, Severity
from pepsheets.tabs.checks import WORDS

_LOOKS: dict[Severity, Look] = {"error": "red", "warning": "yellow"}
SEVERITIES: tuple[Severity, ...] = ("error", "warning")


def show_grouped(screen: Screen, problems: Sequence[Problem]) -> None:
    """Every problem, by when it should be seen to and how grave it is: as the Checks tab has them."""
    for stage in STAGES:
        of_stage = [problem for problem in problems if problem.stage == stage]
        if of_stage:
            screen.heading(stage)
            for severity in SEVERITIES:
                _show_group(screen, severity, [each for each in of_stage if each.severity == severity])


def _show_group(screen: Screen, severity: Severity, problems: Sequence[Problem]) -> None:
    if problems:
        screen.say(f"  {WORDS[severity]} ({len(problems)})", _LOOKS[severity])
        for problem in problems:
            screen.item(problem.message, depth=2)


def counts(examined: Examined) -> str:
    """How much is wrong, in words."""
    errors, warnings = examined.count("error"), examined.count("warning")
    if not errors and not warnings:
        return "Nothing is wrong: every row is in order"
    told = [words for words in (_to_put_right(errors), _worth_a_look(warnings)) if words]
    return " and ".join(told).capitalize()


def _to_put_right(errors: int) -> str:
    return f"{number(errors, 'thing')} to put right" if errors else ""


def _worth_a_look(warnings: int) -> str:
    return f"{number(warnings, 'thing')} worth a look" if warnings else ""


def number(count: int, what: str, several: str = "") -> str:
    """A count with its noun, whose plural is given where it does not simply end in s.

    >>> number(1, "cell"), number(1200, "cell")
    ('1 cell', '1,200 cells')
    """
    return f"{count:,} {what if count == 1 else several or what + 's'}"


def by_tab(written: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    """The cells written on each tab, ready for two columns."""
    return [(tab, number(cells, "cell")) for tab, cells in written]


def quoted(address: str) -> str:
    """An address as it must be typed in a command."""
    return f'"{address}"' if " " in address else address
