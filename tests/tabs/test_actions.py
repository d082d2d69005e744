from datetime import date

import pytest

from pepsheets.tabs.actions import Action
from tests.tabs.books import TODAY, book, wrong_on

YESTERDAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 22)


def action(due_on: date | None = TODAY, done_on: date | None = None, owner: str | None = "Ann") -> Action:
    return Action(code="A1", meeting="M1", what="Ask the museum", owner=owner, due_on=due_on, done_on=done_on)


@pytest.mark.parametrize(
    ("row", "standing"),
    [
        (action(YESTERDAY, done_on=TODAY), "Done"),
        (action(TODAY), "To do"),
        (action(None), "To do"),
        (action(YESTERDAY), "Overdue by 1 day"),
        (action(date(2026, 11, 11)), "Overdue by 10 days"),
    ],
)
def test_an_action_is_done_to_do_or_overdue_by_so_many_days(row: Action, standing: str) -> None:
    assert row.standing(book(row)) == standing


@pytest.mark.parametrize("row", [action(TODAY), action(YESTERDAY, done_on=TODAY), action(None, TODAY, owner=None)])
def test_an_action_that_is_done_or_not_yet_due_is_not_complained_about(row: Action) -> None:
    assert wrong_on(Action, book(row)) == []


def test_an_overdue_action_names_whom_to_ask() -> None:
    sentence = "this was due on 20/11/2026 and is not done. Ask Ann, and type the day once it is done."
    assert wrong_on(Action, book(action(YESTERDAY))) == [("done_on", sentence)]


def test_an_overdue_action_of_nobody_is_to_be_seen_to_and_to_be_given_to_someone() -> None:
    assert wrong_on(Action, book(action(YESTERDAY, owner=None))) == [
        ("done_on", "this was due on 20/11/2026 and is not done. See to it, and type the day once it is done."),
        ("owner", "nobody is named to do this. Choose a person."),
    ]


def test_an_action_without_a_day_asks_for_one() -> None:
    sentence = "this has no day by which it is to be done. Type one."
    assert wrong_on(Action, book(action(None))) == [("due_on", sentence)]


def test_an_action_cannot_have_been_done_tomorrow() -> None:
    sentence = "22/11/2026 is still to come. Type the day on which it was done."
    assert wrong_on(Action, book(action(done_on=TOMORROW))) == [("done_on", sentence)]
