"""PEP:mk, the Primary Enrichment Partnership: subscribing schools, a steering group, courses.

Its paper is the constitution for 2018/19. A rule that the paper does not contain (notice, a minimum of meetings, the
sharing of costs) is off in the empty workbook, until the partnership adopts it.
"""

from collections.abc import Sequence
from datetime import date

from pepsheets.partnerships.partnership import Content, Mistake, Partnership
from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.settings import (
    ARREARS_END,
    DEPUTIES_COUNT,
    DEPUTY_EXCUSES,
    ELECTION_MONTH,
    EVENT_MONTH,
    FACETS_COUNTED_BY,
    KIND_SETTING,
    MEMBERS_FIRST,
    MINIMUM_MEMBERS,
    QUORUM_NUMBER,
    SETTINGS,
    RuleSetting,
)
from pepsheets.tabs.steering_group import Facet

ADOPTED = date(2018, 9, 1)
"""The first day of the year that the constitution names."""

PAPER = "PEP:mk constitution 2018/19"

_VALUES: dict[str, object] = {
    KIND_SETTING.name: "pepmk",
    MINIMUM_MEMBERS.name: 7,
    QUORUM_NUMBER.name: 5,
    ELECTION_MONTH.name: 6,
    EVENT_MONTH.name: 2,
    DEPUTIES_COUNT.name: "No",
    DEPUTY_EXCUSES.name: "No",
    FACETS_COUNTED_BY.name: "person",
    ARREARS_END.name: "No",
    MEMBERS_FIRST.name: "No",
}
_OURS = {DEPUTIES_COUNT.name, DEPUTY_EXCUSES.name, FACETS_COUNTED_BY.name, ARREARS_END.name, MEMBERS_FIRST.name}
"""Settings that the paper leaves open, with the reading that is closest to its words."""


def rules() -> list[Row]:
    """Every setting: those of the paper with their values, the others off."""
    return [
        RuleSetting(
            setting=name,
            value=_VALUES.get(name),
            applies_from=ADOPTED,
            adopted_on=None if name in _OURS or name not in _VALUES else ADOPTED,
            source=_source(name),
        )
        for name in SETTINGS
    ]


def _source(name: str) -> str | None:
    if name == KIND_SETTING.name:
        return "The template"
    if name in _OURS:
        return "The paper leaves this open"
    return PAPER if name in _VALUES else None


def facets() -> list[Row]:
    """What the steering group must include, as the constitution lists it."""
    return [
        Facet(name="Partner school representative", needed=5, firm="Required", from_member_schools=True),
        Facet(name="Representative from outside MK", needed=1, firm="Where possible"),
        Facet(name="St Paul's head or representative", needed=1, firm="Required"),
    ]


def start(today: date) -> Content:
    """What an empty workbook begins with: the rules of the paper, and the facets."""
    return [*rules(), *facets()]


def sample(today: date) -> Content:
    """The rows of the worked example, loaded only when one is made."""
    from pepsheets.partnerships import pepmk_sample

    return pepmk_sample.sample(today, start(today))


def mistakes(today: date) -> Sequence[Mistake]:
    """The mistyped rows of the worked example."""
    from pepsheets.partnerships import pepmk_sample

    return pepmk_sample.mistakes(today)


PEPMK = Partnership(
    code="pepmk",
    name="PEP:mk Primary Enrichment Partnership",
    about="Subscribing schools with a steering group that sells courses in and outside the partnership.",
    tabs=TABS,
    start=start,
    sample=sample,
    mistakes=mistakes,
)
