"""A rule of the partnership is a setting with a value from a date on; without a value it is off."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pepsheets.rules.quorum import Rounding
from pepsheets.tabs.book import BadRow, Book, Rows, WaitsFor
from pepsheets.tabs.declaration import Row
from pepsheets.tabs.kinds import Misread
from pepsheets.tabs.settings import (
    DAYS_TO_PAY,
    ELECTION_MONTH,
    EVENT_MONTH,
    KIND_SETTING,
    MINIMUM_MEMBERS,
    NO_SHOW_SHARE,
    NOTICE_DAYS,
    QUORUM_ROUNDING,
    QUORUM_SHARE,
    SETTINGS,
    RuleSetting,
    Setting,
    in_force,
    is_ever_in_force,
)

TODAY = date(2026, 11, 21)


def rule(value: object, from_: date = date(2018, 9, 1), name: str = NOTICE_DAYS.name) -> RuleSetting:
    return RuleSetting(setting=name, value=value, applies_from=from_, position=5)


def rules(*rows: Row, bad: tuple[BadRow, ...] = ()) -> Book:
    return Book({RuleSetting: Rows(rows, bad)}, TODAY)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda setting: setting.name)
def test_every_setting_says_what_it_means_and_is_off_where_its_value_is_empty(setting: Setting[object]) -> None:
    assert setting.meaning.endswith(".")
    assert setting.read(None) == setting.read("  ") == setting.off


@pytest.mark.parametrize(
    ("setting", "choice"), [(setting, choice) for setting in SETTINGS.values() for choice in setting.choices]
)
def test_every_choice_of_a_setting_can_be_typed_in_any_capitals(setting: Setting[object], choice: str) -> None:
    value = setting.read(choice)
    assert not isinstance(value, Misread)
    assert setting.read(f" {choice.upper()} ") == value


def test_a_value_is_read_as_the_setting_wants_it() -> None:
    assert MINIMUM_MEMBERS.read(7.0) == 7
    assert QUORUM_ROUNDING.read("UP") is Rounding.UP
    assert QUORUM_SHARE.read(0.333333333333) == Fraction(1, 3)
    assert QUORUM_SHARE.read("40%") == Fraction(2, 5)
    assert NO_SHOW_SHARE.read(Decimal(1)) == Fraction(1)
    assert KIND_SETTING.read(" pepmk ") == "pepmk"


def test_a_value_that_cannot_be_read_says_what_to_type() -> None:
    assert NOTICE_DAYS.read("a week") == Misread("'a week' is not a whole number. Type a whole number like 12.")
    assert NOTICE_DAYS.read(-1.0) == Misread("'-1' is not from 0 to 3650. Type a number between them.")
    assert QUORUM_SHARE.read(40.0) == Misread("'40' is not a share of the whole. Type a percentage from 0% to 100%.")
    assert EVENT_MONTH.read(13.0) == Misread("'13' is not a month. Type 1 for January to 12 for December.")
    choices = ", ".join(QUORUM_ROUNDING.choices)
    assert QUORUM_ROUNDING.read("sideways") == Misread(f"'sideways' is not one of the choices: {choices}.")


def test_the_value_in_force_is_the_last_one_that_applies_by_the_day() -> None:
    book = rules(rule(7), rule(14, date(2026, 9, 1)), rule(21, date(2027, 9, 1)))
    assert in_force(book, NOTICE_DAYS, date(2018, 8, 31)) is None
    assert in_force(book, NOTICE_DAYS, date(2018, 9, 1)) == 7
    assert in_force(book, NOTICE_DAYS, TODAY) == 14
    assert in_force(book, NOTICE_DAYS, date(2027, 9, 1)) == 21


def test_a_setting_without_a_row_or_without_a_value_is_off() -> None:
    assert in_force(rules(), DAYS_TO_PAY, TODAY) == 30
    assert in_force(rules(rule(7), rule(None, date(2026, 9, 1))), NOTICE_DAYS, TODAY) is None


def test_a_value_that_cannot_be_read_is_waited_for() -> None:
    with pytest.raises(WaitsFor, match=r"^Rules row 5$"):
        in_force(rules(rule("a week")), NOTICE_DAYS, TODAY)


def test_a_setting_waits_for_a_bad_row_of_its_own_name_alone() -> None:
    book = rules(rule(7), bad=(BadRow(9, {"setting": NOTICE_DAYS.name}),))
    with pytest.raises(WaitsFor, match=r"^Rules row 9$"):
        in_force(book, NOTICE_DAYS, TODAY)
    assert in_force(book, DAYS_TO_PAY, TODAY) == 30


def test_each_row_says_what_it_means_and_whether_it_is_in_force() -> None:
    old, now, later = rule(7), rule(14, date(2026, 9, 1)), rule(21, date(2027, 9, 1))
    off = rule(None, name=DAYS_TO_PAY.name)
    book = rules(old, now, later, off)
    assert [row.in_force_today(book) for row in (old, now, later, off)] == ["Replaced", "Yes", "Not yet", "Off"]
    assert now.meaning(book) == NOTICE_DAYS.meaning


def test_a_row_whose_value_cannot_be_read_is_an_error() -> None:
    [finding] = rule("a week").value_can_be_read(rules())
    assert finding.column == "value"
    assert finding.sentence == "'a week' is not a whole number. Type a whole number like 12."
    assert list(rule(7).value_can_be_read(rules())) == []


def test_a_month_is_one_of_twelve() -> None:
    assert ELECTION_MONTH.read(6.0) == 6
    for month in (0.0, 13.0):
        assert ELECTION_MONTH.read(month) == Misread(
            f"'{month:.0f}' is not a month. Type 1 for January to 12 for December."
        )


def test_a_setting_that_has_a_value_at_any_time_is_ever_in_force() -> None:
    book = rules(rule(None), rule(7, date(2027, 9, 1)), rule(None, name=DAYS_TO_PAY.name))
    assert is_ever_in_force(book, NOTICE_DAYS.name)
    assert not is_ever_in_force(book, DAYS_TO_PAY.name)
    assert not is_ever_in_force(book, QUORUM_SHARE.name)
