"""The text as a tree with lines: the same values as the standard library's parser, and no line lost to another."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.sync.config.document import MOST_MISTAKES, Section, read_document
from pepsheets.sync.config.writing import quoted

names = st.sampled_from(["name", "address", "tabs", "every", "a-b", "1"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
plain_values = st.one_of(
    texts.map(quoted),
    st.integers(-(10**6), 10**6).map(str),
    st.sampled_from(["true", "false", "2026-11-21", "''", "1.5", "'''\nmany\nlines'''", '"""a\n= b"""']),
)
values = st.one_of(
    plain_values,
    st.lists(plain_values, max_size=3).map(lambda each: f"[ # a remark\n  {', '.join(each)}\n]"),
    st.lists(st.tuples(names, texts.map(quoted)), max_size=2, unique_by=lambda each: each[0]).map(
        lambda pairs: "{ " + ", ".join(f"{name} = {value}" for name, value in pairs) + " }"
    ),
)
settings = st.lists(st.tuples(names, values), max_size=4, unique_by=lambda each: each[0]).map(
    lambda pairs: "".join(f"{name} = {value}  # why\n" for name, value in pairs)
)
documents = st.builds(
    lambda top, shares, mail: (
        top + "".join(f"\n[[share]]\n{each}" for each in shares) + (f"[mail]\n{mail}" * bool(mail))
    ),
    settings,
    st.lists(settings, max_size=3),
    settings,
)


def bare(value: object) -> object:
    """The tree without its lines."""
    if isinstance(value, Section):
        return {name: bare(entry.value) for name, entry in value.entries.items()}
    return [bare(each) for each in value] if isinstance(value, list) else value


@given(documents)
def test_the_tree_holds_what_the_standard_library_reads(text: str) -> None:
    root, mistakes = read_document(text)
    assert (bare(root), mistakes) == (tomllib.loads(text), [])


@given(documents, st.sampled_from(["every = 15m", "name = 'x", "tabs = ['a'", "what", "a b = 1", "[[share", "= 1"]))
def test_a_line_that_cannot_be_read_spoils_no_other_above_it(text: str, line: str) -> None:
    root, mistakes = read_document(f"{text}\n[zzz]\n{line}\n")
    assert [mistake.line for mistake in mistakes] == [text.count("\n") + 3]
    assert {name: bare(entry.value) for name, entry in root.entries.items() if name in tomllib.loads(text)}.keys() == (
        tomllib.loads(text).keys()
    )


@given(st.text())
def test_anything_typed_is_read_or_refused(text: str) -> None:
    read_document(text)


@given(st.lists(st.sampled_from("[]={}'\"#\n abshare.\\,“"), max_size=40).map("".join))
def test_any_signs_are_read_or_refused(text: str) -> None:
    _, mistakes = read_document(text)
    assert all(mistake.line >= 1 and mistake.sentence.endswith(".") for mistake in mistakes)


def test_every_setting_knows_its_line() -> None:
    root, _ = read_document("# ours\n\na = 1\nb = [\n  'x',\n  'y',\n]\nc = 2\n[d]\ne = 3\n")
    assert [(name, entry.line) for name, entry in root.entries.items()] == [("a", 3), ("b", 4), ("c", 8), ("d", 9)]
    assert root.entries["b"].line_of("y") == 6
    inner = root.entries["d"].value
    assert isinstance(inner, Section) and inner.entries["e"].line == 10


def test_dotted_names_and_headings_lead_to_the_same_section() -> None:
    root, mistakes = read_document(
        "mail.host = 'a'\nmail.port = 1\n[share.columns]\nx = 1\n[[share]]\n[share.columns]\n"
    )
    assert bare(root.entries["mail"].value) == {"host": "a", "port": 1}
    assert mistakes != []


@pytest.mark.parametrize("line", ["a = [", "a = 1", "what", "[[share]", "a = '''"])
def test_a_long_file_that_is_something_else_is_given_up_soon(line: str) -> None:
    _, mistakes = read_document(f"{line}\n" * 20_000)
    assert 1 <= len(mistakes) <= MOST_MISTAKES
