"""A worked example of PEP:mk. Its schools are plausible, and every person in it is invented.

Each thing that the workbook can tell happens in it once: a meeting without a quorum, a late notice, a tie over a penny.
Everything else is in order, so that its Checks tab can be read from top to bottom.
"""

from datetime import date

from pepsheets.partnerships.partnership import Content
from pepsheets.partnerships.pepmk_sample import bookings, courses, group, meetings, minutes, money, rules, schools
from pepsheets.partnerships.pepmk_sample.slips import mistakes
from pepsheets.partnerships.pepmk_sample.timeline import Timeline

__all__ = ["mistakes", "sample"]


def sample(today: date, start: Content) -> Content:
    """The rows of the worked example, whose dates follow the day on which it is made."""
    timeline = Timeline(today)
    return [
        *rules.adopted(start, timeline),
        *schools.rows(timeline),
        *group.rows(timeline),
        *meetings.rows(timeline),
        *minutes.rows(timeline),
        *courses.rows(timeline),
        *bookings.rows(timeline),
        *money.rows(timeline),
    ]
