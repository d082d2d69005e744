"""What a tab is: each one declared once, as a class. ``TABS`` is the only register."""

from pepsheets.tabs.actions import Action
from pepsheets.tabs.cancellation_terms import CancellationBand
from pepsheets.tabs.charges import Charge, Statement, StatementThisYear
from pepsheets.tabs.checks import CheckRow
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.costs import Cost
from pepsheets.tabs.courses import Booking, Course
from pepsheets.tabs.days import ClosedDay, TermDates
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.meetings import AgendaItem, Attendance, Meeting
from pepsheets.tabs.overview import OverviewRow
from pepsheets.tabs.people import Person
from pepsheets.tabs.school_figures import SchoolFigures
from pepsheets.tabs.schools import School, Subscription
from pepsheets.tabs.settings import RuleSetting
from pepsheets.tabs.steering_group import Facet, SteeringMember

TABS: tuple[type[Row], ...] = (
    OverviewRow,
    CheckRow,
    ConflictRow,
    RuleSetting,
    School,
    Subscription,
    SchoolFigures,
    Person,
    SteeringMember,
    Facet,
    Meeting,
    Attendance,
    AgendaItem,
    Action,
    Course,
    Booking,
    CancellationBand,
    Cost,
    Charge,
    Statement,
    StatementThisYear,
    TermDates,
    ClosedDay,
)
"""Every tab, in the order in which workbooks show them."""

__all__ = ["TABS"]
