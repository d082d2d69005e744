"""Schools, subscriptions and figures of the worked example, with the school calendar."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pepsheets.partnerships.pepmk_sample.names import (
    BRADWELL,
    FURZE,
    JOINER,
    LEAVER,
    LINFORD,
    MEMBERS,
    PEOPLE,
    ST_PAULS,
    TATTENHOE,
    Member,
    outside_schools,
)
from pepsheets.partnerships.pepmk_sample.timeline import (
    MONDAY,
    OCTOBER,
    THURSDAY,
    TUESDAY,
    Timeline,
    half_terms,
    on_or_after,
)
from pepsheets.rules import calendar
from pepsheets.tabs.days import ClosedDay, TermDates
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.people import Person
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import School, Subscription

FEE = Decimal("350.00")


def rows(timeline: Timeline) -> Iterator[Row]:
    """Who is in the partnership, for how long, how big they are, and when they are open."""
    yield from _schools()
    yield from _people()
    for year in timeline.years:
        yield from _subscriptions(timeline, year)
        yield from _figures(timeline, year)
        yield from (TermDates(year=year, term=term, starts_on=a, ends_on=z) for term, a, z in half_terms(year))
        yield from _closed_days(year)


def _schools() -> Iterator[School]:
    for member in MEMBERS:
        word = member.name.split()[-2]
        kind = {"Infant": "Infant", "Junior": "Junior"}.get(word, "Primary")
        yield School.model_validate(
            {
                "name": member.name,
                "kind": kind,
                "contact": "School office",
                "email": f"office@{_slug(member.name)}.example",
            }
        )
    yield School(name=ST_PAULS, kind="Secondary", contact="Finance office", email="finance@stpauls.example")
    yield from outside_schools()


def _slug(name: str) -> str:
    return "".join(name.split()[:2]).lower()


def _people() -> Iterator[Person]:
    for name, school, role in PEOPLE:
        yield Person(name=name, school=school, role=role, email=f"{name.lower().replace(' ', '.')}@pepmk.example")


def _subscriptions(timeline: Timeline, year: str) -> Iterator[Subscription]:
    first, _ = calendar.academic_year_dates(year)
    invoiced = min(on_or_after(date(first.year, 9, 10), MONDAY), timeline.before(45))
    for count, member in enumerate(MEMBERS):
        paid_on = timeline.open_after(invoiced + timedelta(days=6 + 2 * count % 21))
        row = Subscription(school=member.name, year=year, fee=FEE, invoiced_on=invoiced, paid=FEE, paid_on=paid_on)
        if year == timeline.this:
            yield from _this_year(row, timeline)
        else:
            yield _last_year(row, timeline)


def _last_year(row: Subscription, timeline: Timeline) -> Subscription:
    """One school joined in January and one left at Easter; both paid for their part of the year."""
    if row.school == JOINER:
        fee, invoiced = Decimal("230.00"), on_or_after(timeline.in_last(1, 8), MONDAY)
        dates = {"starts_on": timeline.in_last(1, 1), "invoiced_on": invoiced, "paid_on": invoiced + timedelta(days=8)}
        return row.model_copy(update={"fee": fee, "paid": fee, **dates})
    if row.school == LEAVER:
        return row.model_copy(update={"ends_on": timeline.in_last(4, 1)})
    return row


def _this_year(row: Subscription, timeline: Timeline) -> Iterator[Subscription]:
    """Nearly all have paid: one is overdue with a part of it, one was invoiced lately, one not yet."""
    unpaid = {"paid": None, "paid_on": None}
    if row.school == BRADWELL:
        yield row.model_copy(update={"paid": Decimal("100.00"), "paid_on": None})
    elif row.school == FURZE:
        yield row.model_copy(update=unpaid | {"invoiced_on": timeline.before(12)})
    elif row.school == LINFORD:
        yield row.model_copy(update=unpaid | {"invoiced_on": None})
    elif row.school != LEAVER:
        yield row


def _figures(timeline: Timeline, year: str) -> Iterator[SchoolFigures]:
    for member in MEMBERS:
        if member.name != LEAVER or year == timeline.last:
            yield _figures_of(member, year, timeline.years.index(year), census_day(year))


def census_day(year: str) -> date:
    """The October census whose figures are known when the costs of an academic year are shared."""
    first, _ = calendar.academic_year_dates(year)
    return on_or_after(date(first.year - 1, OCTOBER, 1), THURSDAY)


def _figures_of(member: Member, year: str, which: int, census: date) -> SchoolFigures:
    funded = f"{year[:4]}-{year[-2:]}"
    academy = member.name == TATTENHOE
    return SchoolFigures(
        school=member.name,
        year=year,
        pupils=member.pupils[which],
        census_on=census,
        budget=Decimal(member.budget) * (100 + 2 * which) / 100,
        definition=f"General annual grant {year}" if academy else f"Budget share {funded} without grants",
    )


def _closed_days(year: str) -> Iterator[ClosedDay]:
    """Two training days, and the day in May on which school halls are polling stations."""
    _, last = calendar.academic_year_dates(year)
    monday_in_january = on_or_after(date(last.year, 1, 4), TUESDAY) - timedelta(days=1)
    tuesday_in_september = half_terms(year)[0][1] - timedelta(days=1)
    polling = on_or_after(date(last.year, 5, 1), THURSDAY)
    yield ClosedDay(day=tuesday_in_september, kind="Training day", reason="Safeguarding and planning")
    yield ClosedDay(day=monday_in_january, kind="Training day", reason="Moderation across the partnership")
    yield ClosedDay(day=polling, kind="Closure", reason="Halls are used as polling stations")
