"""A worked example of PEP:mk. Schools and figures are plausible; every person in it is invented."""

from datetime import date

from pepsheets.partnerships.partnership import Content


def sample(today: date, start: Content) -> Content:
    """The rows of the worked example, whose dates follow the day on which it is made."""
    return start
