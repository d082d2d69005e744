"""Every message of the product, in one place, so that they can be read together: tests/messages.txt.

The messages stand there by their pattern, so that no change of a worked example makes them stale. Where one was changed
on purpose, PEPSHEETS_WRITE_MESSAGES=1 writes the file anew.
"""

import inspect
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import pepsheets.sheets
import pepsheets.tabs.declaration
import pepsheets.tabs.kinds
from pepsheets.partnerships import PARTNERSHIPS, Partnership
from pepsheets.recalculation import examine
from pepsheets.sheets import Gateway, GatewayError, Problem
from pepsheets.tabs import TABS
from pepsheets.tabs.book import Book, WaitsFor
from pepsheets.tabs.declaration import Check, Finding, Row, checks_of
from pepsheets.tabs.kinds import Kind, Misread, read
from pepsheets.validation import NotAPartnership
from tests.support.everything_wrong import SCENES, TODAY, misplaced, scene
from tests.support.workbooks import memory_workbook
from tests.tabs.test_kinds import REFUSED

MESSAGES = Path(__file__).with_name("messages.txt")
SHOULD_WRITE = os.environ.get("PEPSHEETS_WRITE_MESSAGES") == "1"


def workbooks() -> Iterator[Gateway]:
    for name in SCENES:
        yield scene(name)
    yield misplaced()
    for kind in PARTNERSHIPS:
        yield memory_workbook(kind, kind.sample(TODAY), kind.mistakes(TODAY))


@cache
def problems() -> tuple[Problem, ...]:
    """What is wrong in every scene, and in the worked example of every kind of partnership."""
    return tuple(problem for workbook in workbooks() for problem in examine(workbook, TODAY).problems)


@cache
def errors() -> tuple[type[GatewayError], ...]:
    """What the outside world may refuse, and the remedy for each."""

    def below(error: type[GatewayError]) -> Iterator[type[GatewayError]]:
        for each in error.__subclasses__():
            if each.__module__.startswith(("pepsheets.sheets", "pepsheets.validation")):
                yield each
            yield from below(each)

    return tuple(sorted(below(GatewayError), key=lambda error: error.__name__))


def pattern(message: str) -> str:
    """A message without what is of one workbook only: quoted words, names, dates, amounts and numbers."""
    without = message
    for name in sorted(_names(), key=len, reverse=True):
        without = re.sub(rf"\b{re.escape(name)}\b", "<name>", without)
    for of_one, of_all in (
        (r"(?<!\w)'[^']*?'(?!\w)", "'…'"),
        (r"\d\d/\d\d/\d{4}( \d\d:\d\d)?", "<date>"),
        (r"20\d\d/\d\d", "<year>"),
        (r"-?£[\d,.]*\d", "<amount>"),
        (r"\d([\d,]*\d)?(\.\d+)?", "#"),
        (r"<name>(, <name>)+", "<names>"),
    ):
        without = re.sub(of_one, of_all, without)
    return without


@cache
def _names() -> frozenset[str]:
    keys = {"Ada Quill", "Bo Finch", "Cy Marsh", "Di Wold"}
    rows = (row for kind in PARTNERSHIPS for row in kind.sample(TODAY) if row.tab in ("People", "Schools", "Meetings"))
    return frozenset(keys | {row.key for row in rows})


def written() -> str:
    """The file of all messages."""
    cells = [f"{kind.value}: {_example(sentence.sentence)}" for kind, sentence in _refusals()]
    remedies = [f"{error.__name__}: {error.remedy}" for error in errors() if error.remedy]
    rows = {f"{problem.severity}: {pattern(problem.message)}" for problem in problems()}
    parts = (
        ("What people are told about a cell, by the kind of its column", cells),
        ("What they are told about rows and tabs (… is a quoted word, # a number)", sorted(rows, key=_by_place)),
        ("What they can do when the outside world refuses", remedies),
    )
    return "\n".join(f"{heading}\n{'=' * len(heading)}\n{_lines(lines)}" for heading, lines in parts)


def _by_place(line: str) -> str:
    return line.partition(": ")[2]


def _example(sentence: str) -> str:
    return re.sub(r"'(.)\1{20,}(…?)'", r"'\1\1\1\2'", sentence)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _refusals() -> list[tuple[Kind, Misread]]:
    refused = ((kind, read(kind, cell)) for kind, cell, _ in REFUSED)
    return [(kind, sentence) for kind, sentence in refused if isinstance(sentence, Misread)]


def test_the_file_of_all_messages_is_up_to_date() -> None:
    if SHOULD_WRITE:
        MESSAGES.write_text(written(), encoding="utf-8")
    assert MESSAGES.read_text(encoding="utf-8") == written(), "PEPSHEETS_WRITE_MESSAGES=1 writes it anew: read it then"


CODE_NAMES = frozenset(
    name
    for module in (pepsheets.sheets, pepsheets.tabs.declaration, pepsheets.tabs.kinds)
    for name, value in vars(module).items()
    if inspect.isclass(value) and re.search(r"[a-z][A-Z]", name)
) | {tab.__name__ for tab in TABS if re.search(r"[a-z][A-Z]", tab.__name__)}
"""Names of classes that are no words of English."""

NO_WORDS = re.compile(
    r"\binvalid\b|\b(TypeError|ValueError|NoneType)\b|\w\(\)|<\w+ |Decimal\(|datetime\.|\[\]|\"|\{", re.IGNORECASE
)
"""What programs say to programmers."""

SENTENCES = {
    *(sentence.sentence for _, sentence in _refusals()),
    *(error.remedy for error in errors() if error.remedy),
}


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_a_sentence_about_a_cell_or_a_refusal_is_plain_english(sentence: str) -> None:
    assert_is_plain(sentence)


def test_every_message_about_a_row_is_plain_english() -> None:
    for problem in problems():
        assert_is_plain(problem.message)


def assert_is_plain(sentence: str) -> None:
    assert sentence.endswith(".") and not sentence.endswith(".."), sentence
    assert "  " not in sentence and sentence == sentence.strip(), sentence
    assert not NO_WORDS.search(sentence), sentence
    assert not CODE_NAMES & set(re.findall(r"\w+", sentence)), sentence


@pytest.mark.parametrize("kind", PARTNERSHIPS, ids=lambda kind: kind.code)
def test_a_message_starts_with_where_and_goes_on_with_what(kind: Partnership) -> None:
    tabs = "|".join(re.escape(tab.tab) for tab in kind.tabs)
    for problem in problems():
        assert re.match(rf"({tabs})(, row \d+)?(, [^:]+)?: \S", problem.message), problem.message
        if problem.row is not None:
            assert f", row {problem.row}, {problem.column}: " in problem.message


def test_a_cell_lies_in_the_row_of_its_problem() -> None:
    for problem in problems():
        if problem.row is not None and problem.cell is not None:
            assert problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(problem.row)


def test_every_check_of_every_tab_is_heard_at_least_once() -> None:
    silent = {(tab.__name__, check.name) for tab in TABS for check in checks_of(tab)} - set(heard())
    assert silent == set()


def heard() -> Iterator[tuple[str, str]]:
    """The checks that find something in a scene or in a worked example."""
    for workbook in workbooks():
        book = examine(workbook, TODAY).validated.book
        for tab in TABS:
            for check in checks_of(tab):
                if _finds(tab, check, book):
                    yield tab.__name__, check.name


def _finds(tab: type[Row], check: Check, book: Book) -> bool:
    try:
        subjects: Sequence[Row | type[Row]] = (tab,) if check.of_tab else book.good(tab)
    except WaitsFor:
        return False
    return any(_speaks(getattr(subject, check.name), book) for subject in subjects)


def _speaks(check: Callable[[Book], Iterable[Finding]], book: Book) -> bool:
    try:
        return any(check(book))
    except WaitsFor:
        return False


def test_the_remedy_for_a_workbook_of_no_kind_names_a_way_to_begin() -> None:
    assert "pepsheets new" in NotAPartnership.remedy
