"""Recalculate, Check and New year: the pipeline over the workbook that is open, and what is said of it at the end."""

from __future__ import annotations

from dataclasses import replace

from pepsheets.faces.new_year import in_words
from pepsheets.faces.pressing.press import Done, Press
from pepsheets.faces.showing import counts, number
from pepsheets.recalculation import Examined, examine, recalculate, roll
from pepsheets.sheets import FileChangedMeanwhile, Plan
from pepsheets.tabs.checks import CheckRow


def write_results(press: Press) -> Done:
    """Every result that changes is written."""
    outcome = recalculate(press.door, press.now.date(), press.progress)
    changed = sum(outcome.written.values())
    if not changed:
        return Done(("All results are up to date: nothing was written.", _what_waits(outcome.examined)), False)
    right = f", {outcome.examined.unchanged:,} were right already" if outcome.examined.unchanged else ""
    told = f"Recalculated: {number(changed, 'cell')} changed{right}."
    return Done((told, _what_waits(outcome.examined)), True)


def examine_alone(press: Press) -> Done:
    """Every row is checked, and the Checks tab alone is written."""
    door = press.door
    for _ in range(_FRESH_STARTS):
        examined = examine(door, press.now.date(), press.progress)
        plan = _of_checks(examined)
        try:
            if plan:
                door.write(plan, examined.state)
        except FileChangedMeanwhile:
            continue
        return _examined(examined, plan)
    raise FileChangedMeanwhile("Somebody kept changing the workbook.", "Nothing was written. Press the button again.")


_FRESH_STARTS = 3


def _examined(examined: Examined, written: Plan) -> Done:
    rows = f"{number(examined.validated.rows, 'row')} checked."
    others = len(examined.plan.cells) - len(written.cells)
    old = "Some results are not up to date: Recalculate writes them." if others else "All results are up to date."
    return Done((rows, _what_waits(examined), old), bool(written))


def _of_checks(examined: Examined) -> Plan:
    """What of the plan belongs to the Checks tab."""
    located = examined.validated.located.get(CheckRow)
    name = located.sheet.name if located else None
    plan = examined.plan
    return replace(
        plan,
        cells=tuple(change for change in plan.cells if change.tab == name),
        resizes=tuple(resize for resize in plan.resizes if resize.tab == name),
        anchors=tuple(anchor for anchor in plan.anchors if anchor.tab == name),
    )


def _what_waits(examined: Examined) -> str:
    """How much is wrong, and where it stands."""
    if not examined.problems:
        return f"{counts(examined)}."
    several = len(examined.problems) > 1
    if CheckRow in examined.validated.located:
        return f"{counts(examined)}. The Checks tab lists {'them' if several else 'it'}."
    return f"{counts(examined)}. {'They' if several else 'It'} would be listed on {_NO_CHECKS_TAB}"


_NO_CHECKS_TAB = f"a tab named {CheckRow.tab}, which this workbook does not have."


def roll_over(press: Press) -> Done:
    """The workbook is rolled into the next academic year."""
    today = press.now.date()
    rolled = roll(press.door, today, progress=press.progress)
    told = in_words(press.book.name, rolled.new_year, today)
    return Done((*told, _what_waits(rolled.new_year.examined)), bool(rolled.written))
