"""A book answers from good rows alone, and waits wherever a bad row might change the answer."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

import pytest
from pydantic import Field

from pepsheets.sheets import Problem
from pepsheets.tabs.book import BadRow, Book, Rows, WaitsFor, per_book
from pepsheets.tabs.declaration import Key, Row


class Club(Row):
    tab: ClassVar[str] = "Clubs"

    name: Annotated[str, Key(), Field(title="Club", description="Its name.")]
    kind: Annotated[str, Field(title="Kind", description="Its kind.")] = "Sport"


class Camp(Row):
    tab: ClassVar[str] = "Camps"

    name: Annotated[str, Key(), Field(title="Camp", description="Its name.")]


CHESS, CHOIR = Club(name="Chess", position=2), Club(name="Choir", kind="Music", position=3)
TODAY = date(2026, 11, 21)


def book(*bad: BadRow, unreadable: str | None = None) -> Book:
    tabs: Mapping[type[Row], Rows[Row]] = {Club: Rows((CHESS, CHOIR), bad, unreadable)}
    return Book(tabs, TODAY)


def bad(**readable: object) -> BadRow:
    return BadRow(4, readable)


def test_rows_are_found_by_tab_by_key_and_by_the_value_of_a_column() -> None:
    clubs = book()
    assert clubs[Club] == (CHESS, CHOIR)
    assert clubs.get(Club, "Choir") is CHOIR
    assert clubs.get(Club, "Chess") is CHESS
    assert clubs.the(Club, "Choir") is CHOIR
    assert clubs.where(Club, kind="Music") == (CHOIR,)
    assert clubs.where(Club, kind="Music", name="Chess") == ()
    assert clubs.get(Club, "Judo") is None


def test_a_tab_that_the_partnership_does_not_keep_has_no_rows() -> None:
    assert book().has(Club) and not book().has(Camp)
    assert book()[Camp] == book().where(Camp, name="Lake") == book().good(Camp) == ()
    assert book().get(Camp, "Lake") is None


def test_a_tab_that_cannot_be_read_is_never_taken_as_empty() -> None:
    clubs = book(unreadable="the Clubs tab")
    for ask in (
        lambda: clubs[Club],
        lambda: clubs.good(Club),
        lambda: clubs.get(Club, "Chess"),
        lambda: clubs.where(Club, kind="Sport"),
    ):
        with pytest.raises(WaitsFor, match=r"^the Clubs tab$"):
            ask()
    assert clubs.has(Club)


def test_a_bad_row_is_there_as_far_as_it_could_be_read() -> None:
    clubs = book(bad(name="Judo"))
    judo = clubs[Club][-1]
    assert (judo.name, judo.position) == ("Judo", 4)
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        assert judo.kind
    with pytest.raises(AttributeError):
        assert judo.colour  # type: ignore[attr-defined]  # the mistake
    assert clubs.get(Club, "Judo") is judo
    assert clubs.good(Club) == (CHESS, CHOIR)
    assert clubs.bad(Club) == (bad(name="Judo"),)


def test_what_adds_up_a_whole_tab_waits_for_a_row_that_may_not_be_meant() -> None:
    clubs = book(BadRow(4, {"name": "Chess", "kind": "Sport"}, repeats_a_key=True))
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        assert clubs[Club]
    assert clubs.where(Club, kind="Music") == (CHOIR,)


def test_a_search_waits_only_for_a_bad_row_that_may_be_among_the_found() -> None:
    clubs = book(bad(name="Judo", kind="Sport"))
    assert clubs.where(Club, kind="Music") == (CHOIR,)
    assert [club.name for club in clubs.where(Club, kind="Sport")] == ["Chess", "Judo"]


def test_a_column_that_could_not_be_read_may_hold_anything() -> None:
    assert bad(name="Judo").may_hold({"name": "Judo", "kind": "Music"})
    with pytest.raises(WaitsFor):
        book(bad(name="Judo")).where(Club, kind="Music")


def test_a_column_that_was_left_blank_holds_nothing() -> None:
    judo = bad(name=None, kind="Sport")
    assert not judo.may_hold({"name": "Judo"})
    assert judo.may_hold({"name": None})
    assert book(judo).where(Club, name="Chess") == (CHESS,)


def test_a_key_that_stands_on_a_bad_row_too_waits() -> None:
    clubs = book(BadRow(4, {"name": "Chess"}, repeats_a_key=True))
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        clubs.get(Club, "Chess")
    assert clubs.get(Club, "Choir") is CHOIR
    assert clubs.get(Club, "Judo") is None


def test_a_key_on_a_good_row_is_no_other_rows_key() -> None:
    clubs = book(bad(kind="Sport"))
    assert clubs.get(Club, "Chess") is CHESS
    with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
        clubs.get(Club, "Judo")


def test_a_row_that_must_be_there_is_waited_for_by_name() -> None:
    with pytest.raises(WaitsFor, match=r"^'Judo' on the Clubs tab$"):
        book().the(Club, "Judo")


def test_of_several_bad_rows_the_first_is_named() -> None:
    clubs = book(BadRow(4, {}), BadRow(9, {}))
    for ask in (lambda: clubs.get(Club, "Judo"), lambda: clubs.where(Club, kind="Music")):
        with pytest.raises(WaitsFor, match="row 4"):
            ask()


def test_a_question_is_answered_once_for_each_book_and_each_set_of_arguments() -> None:
    asked: list[tuple[str, str]] = []

    @per_book
    def greeting(book: Book, name: str, *, word: str = "Hello") -> str:
        asked.append((word, name))
        return f"{word} {name}"

    clubs = book()
    assert [greeting(clubs, "Ada"), greeting(clubs, "Ada"), greeting(clubs, "Bo")] == [
        "Hello Ada",
        "Hello Ada",
        "Hello Bo",
    ]
    assert greeting(clubs, "Ada", word="Bye") == "Bye Ada"
    assert greeting(book(), "Ada") == "Hello Ada"
    assert asked == [("Hello", "Ada"), ("Hello", "Bo"), ("Bye", "Ada"), ("Hello", "Ada")]


def test_that_an_answer_must_wait_is_remembered_too() -> None:
    asked: list[date] = []

    @per_book
    def count(book: Book) -> int:
        asked.append(book.today)
        return len({club.kind for club in book[Club]})

    clubs = book(bad())
    for _ in range(2):
        with pytest.raises(WaitsFor, match=r"^Clubs row 4$"):
            count(clubs)
    assert len(asked) == 1


def test_the_book_with_its_problems_is_the_same_book() -> None:
    problem = Problem("error", "Clubs", 2, None, None, "Clubs, row 2: too loud.")
    clubs = book()
    told = clubs.with_problems((problem,))
    assert told.problems == (problem,) and clubs.problems == ()
    assert (told.today, told.kind, told[Club]) == (clubs.today, clubs.kind, clubs[Club])
    assert told.where(Club, kind="Music") is clubs.where(Club, kind="Music")
