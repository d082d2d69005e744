"""The rules that the partnership of the worked example has adopted beyond its paper."""

from collections.abc import Iterator
from datetime import date, timedelta

from pepsheets.partnerships.partnership import Content
from pepsheets.partnerships.pepmk_sample.timeline import JUNE, Timeline, meeting_day
from pepsheets.rules import calendar
from pepsheets.tabs.days import uk
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import (
    AGENDA_DAYS,
    CHARGE_CLOSED,
    CHARGE_INSPECTED,
    CHARGE_REFILLED,
    COSTS_SHARED,
    DAYS_TO_PAY,
    INCLUDED_PLACES,
    MEETINGS_A_YEAR,
    NO_SHOW_SHARE,
    NOTES_TO_LA,
    NOTICE_DAYS,
    NOTICE_DEEMED,
    NOTICE_KIND,
    NOTICE_METHOD,
    PART_YEAR,
    RECONVENE_WITHIN,
    RuleSetting,
)

_ADOPTED: dict[str, object] = {
    RECONVENE_WITHIN.name: 14,
    NOTICE_DAYS.name: 5,
    NOTICE_KIND.name: "clear days",
    NOTICE_DEEMED.name: "the same day",
    NOTICE_METHOD.name: "email",
    AGENDA_DAYS.name: 7,
    MEETINGS_A_YEAR.name: 3,
    NOTES_TO_LA.name: "Yes",
    DAYS_TO_PAY.name: 30,
    PART_YEAR.name: "days",
    COSTS_SHARED.name: "Yes",
    INCLUDED_PLACES.name: 1,
    NO_SHOW_SHARE.name: 1,
    CHARGE_REFILLED.name: "No",
    CHARGE_CLOSED.name: "No",
    CHARGE_INSPECTED.name: "No",
}


def adopted(start: Content, timeline: Timeline) -> Iterator[Row]:
    """The rules that a new workbook starts with, those that the partnership adopted, and those it changed since."""
    minute = meeting_day(timeline.election.year - 2, JUNE)
    changes = {row.setting: row for row in _changes(timeline)}
    for row in start:
        if not isinstance(row, RuleSetting):
            yield row
        elif row.setting in _ADOPTED:
            yield _minuted(row.setting, _ADOPTED[row.setting], minute, date(minute.year, 9, 1))
        else:
            yield row
        if isinstance(row, RuleSetting) and row.setting in changes:
            yield changes[row.setting]


def _changes(timeline: Timeline) -> Iterator[RuleSetting]:
    """Longer notice since the last election, and one more included place from next September."""
    _, last_day = calendar.academic_year_dates(calendar.academic_year(timeline.today))
    september = last_day + timedelta(days=1)
    yield _minuted(NOTICE_DAYS.name, 7, timeline.election, timeline.election + timedelta(days=1))
    yield _minuted(INCLUDED_PLACES.name, 2, timeline.ordinary[-1], september)


def _minuted(setting: str, value: object, minute: date, applies_from: date) -> RuleSetting:
    source = f"Steering group minute of {uk(minute)}"
    return RuleSetting(setting=setting, value=value, applies_from=applies_from, adopted_on=minute, source=source)
