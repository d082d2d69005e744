"""Every mistake that a pepsheets.toml can hold, with its line and its sentence; they stand together in mistyped.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pepsheets.sync.config import ConfigMistakes, Mistake, config_of
from tests.sync.config.files import SHARE, TOP, mistake, mistakes
from tests.sync.config.mistyped import LINES, REST, SETTINGS
from tests.sync.config.mistyped_shares import SHARES


@pytest.mark.parametrize(("line", "sentence"), LINES)
def test_a_line_that_cannot_be_read(line: str, sentence: str) -> None:
    assert Mistake(3, sentence) in mistakes(f"{TOP}# a remark\n{line}\n")


ALL = [*SETTINGS, *SHARES, *REST]


@pytest.mark.parametrize(
    ("text", "line", "sentence"), ALL, ids=[f"{n} {sentence[:60]}" for n, (_, _, sentence) in enumerate(ALL)]
)
def test_a_mistake_is_said_with_its_line_and_alone(text: str, line: int, sentence: str) -> None:
    assert mistake(text) == Mistake(line, sentence)


def test_all_mistakes_are_said_at_once_in_the_order_of_their_lines() -> None:
    text = (
        "workbok = 'my.xlsx'\nalarm_after = 2\n[[share]]\nname = 'A\naddress = 'a.xlsx'\ntabs = ['Shcools', 'People']\n"
        "every = 15m\n[[share]]\naddress = 'b.xlsx'\ntabs = ['Courses']\ncolumns = ['Charged']\n[mail]\nhost = 1\n"
    )
    assert [found.line for found in mistakes(text)] == [1, 2, 4, 6, 7, 8, 11, 11, 12, 12, 13]


def test_a_line_that_cannot_be_read_is_not_missed_as_well() -> None:
    assert mistake(TOP + SHARE.replace("'group/steering.xlsx'", "group/steering.xlsx")).line == 4
    assert mistake("workbook = my.xlsx").line == 1
    assert mistake(f"{TOP}{SHARE.replace('[[share]]', '[[share]')}").line == 2


def test_the_rest_of_a_broken_list_is_no_mistake_of_its_own() -> None:
    assert mistake(TOP + SHARE.replace("['Schools', 'Meetings']", "[\n  'Schools'\n  'Meetings',\n]")).line == 5


def test_shares_in_one_line_do_not_mix_with_shares_below_headings() -> None:
    text = f"{TOP}share = [{{ name = 'A', address = 'a.xlsx', tabs = ['Schools'] }}]\n{SHARE}"
    assert mistake(text).sentence == "'share' stands in line 2 already. Keep one of the two."


def test_the_message_names_the_file_and_the_line_of_each_mistake() -> None:
    with pytest.raises(ConfigMistakes) as found:
        config_of("a = 1\nb = 2\n", Path("/somewhere/ours.toml"))
    assert [line.partition(": ")[0] for line in found.value.message.split("\n")] == [
        "ours.toml, line 1",
        "ours.toml, line 1",
        "ours.toml, line 2",
    ]
    assert found.value.kind == "ConfigMistakes" and found.value.remedy


SENTENCES = sorted({sentence for _, sentence in LINES} | {sentence for _, _, sentence in ALL})


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_plain_english_and_says_what_to_do(sentence: str) -> None:
    assert re.search(r"[.?]$", sentence) and "  " not in sentence
    assert re.search(r"\. \S|\? \S", sentence), "what is wrong, and then what to do"
    assert not re.search(r"\binvalid\b|Error\b|None\b|<class|\"", sentence)
    assert "hunter" not in sentence, "a secret is never repeated"
