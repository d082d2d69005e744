"""What every declared tab owes to those who read it: people, templates, checks and the reference."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

from pepsheets.partnerships import PARTNERSHIPS, Partnership
from pepsheets.sheets import STAGES
from pepsheets.tabs import TABS
from pepsheets.tabs.declaration import (
    Awaited,
    Column,
    Key,
    OneOf,
    OnlyFor,
    Reference,
    Row,
    RowId,
    check,
    checks_of,
    columns_of,
    is_computed,
)
from pepsheets.tabs.kinds import NOTHING_MEANT, Kind, folded, read
from pepsheets.validation.locating import table_name
from pepsheets.validation.sentences import CONSTRAINTS

COLUMNS = [(tab, column) for tab in TABS for column in columns_of(tab)]
each_tab = pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.tab)
each_column = pytest.mark.parametrize(
    ("tab", "column"), COLUMNS, ids=[f"{tab.tab}, {column.heading}" for tab, column in COLUMNS]
)
each_kind = pytest.mark.parametrize("kind", PARTNERSHIPS, ids=lambda kind: kind.code)

KINDS_OF_ERROR: dict[type, str] = {
    Gt: "greater_than",
    Ge: "greater_than_equal",
    Lt: "less_than",
    Le: "less_than_equal",
    MinLen: "string_too_short",
    MaxLen: "string_too_long",
}
"""What pydantic calls the breach of a constraint."""

OUR_MARKS = (Awaited, Key, RowId, Reference, OneOf, OnlyFor, Kind)


@each_column
def test_every_column_has_a_heading_and_a_help_that_ends_with_a_full_stop(tab: type[Row], column: Column) -> None:
    assert re.fullmatch(r"[A-Z]\S*( \S+)*", column.heading) and not column.heading.endswith((".", ":", "?"))
    assert re.fullmatch(r"[A-Z].*\S\.", column.help) and "  " not in column.help


@each_tab
def test_no_two_headings_of_a_tab_are_the_same_to_a_reader(tab: type[Row]) -> None:
    headings = Counter(folded(column.heading) for column in columns_of(tab))
    assert headings.most_common(1)[0][1] == 1


@each_tab
def test_a_tab_says_what_it_holds_by_when_it_matters_and_who_may_see_it(tab: type[Row]) -> None:
    assert (tab.__doc__ or "").partition("\n")[0].endswith(".")
    assert tab.stage in STAGES
    assert tab.audience in ("everyone", "steering group", "office")


def test_names_of_tabs_are_short_and_their_own() -> None:
    names = [folded(tab.tab) for tab in TABS]
    assert len(set(names)) == len({folded(table_name(tab.tab)) for tab in TABS}) == len(TABS)
    for tab in TABS:
        assert re.fullmatch(r"[A-Z][A-Za-z ]{0,30}", tab.tab)


@each_tab
def test_people_s_tabs_have_a_key(tab: type[Row]) -> None:
    keys = [column for column in columns_of(tab) if column.is_key]
    # The Conflicts tab is people's only in its last column: synchronising knows its lines by their IDs.
    assert is_computed(tab) or tab.is_optional or (keys and all(column.is_needed for column in keys))


@each_column
def test_every_reference_leads_to_a_tab_with_a_single_key_of_text(tab: type[Row], column: Column) -> None:
    if column.reference is not None:
        [key] = [other for other in columns_of(column.reference) if other.is_key]
        assert column.reference in TABS
        assert key.kind is Kind.TEXT and column.kind in (Kind.TEXT, Kind.LIST)


@each_kind
def test_a_partnership_keeps_every_tab_that_its_tabs_refer_to(kind: Partnership) -> None:
    referred = {column.reference for tab in kind.tabs for column in columns_of(tab) if column.reference}
    assert referred <= set(kind.tabs) <= set(TABS)
    assert len(set(kind.tabs)) == len(kind.tabs)


@each_column
def test_choices_can_be_told_apart_and_are_not_read_as_nothing(tab: type[Row], column: Column) -> None:
    choices = [folded(choice) for choice in column.choices]
    assert len(set(choices)) == len(choices)
    assert not NOTHING_MEANT.intersection(choices)
    assert all(read(Kind.CHOICE, choice) == choice for choice in column.choices)


@each_column
def test_what_an_empty_cell_means_is_one_of_the_choices(tab: type[Row], column: Column) -> None:
    default = tab.model_fields[column.name].default if column.name in tab.model_fields else None
    if column.kind is Kind.CHOICE and not column.is_computed and not column.required:
        assert default is None or default in column.choices


def constraints() -> Iterator[tuple[str, FieldInfo, object]]:
    for tab in TABS:
        for name, field in tab.model_fields.items():
            for mark in field.metadata:
                if not isinstance(mark, OUR_MARKS):
                    yield f"{tab.tab}, {name}", field, mark


def test_every_constraint_of_every_tab_has_a_sentence() -> None:
    found = list(constraints())
    assert found
    for where, field, mark in found:
        assert type(mark) in KINDS_OF_ERROR, f"{where}: nobody has worded {mark}"
        assert KINDS_OF_ERROR[type(mark)] in CONSTRAINTS
        assert isinstance(mark, MinLen | MaxLen) <= ("str" in str(field.annotation)), where


@each_tab
def test_no_check_is_lost_to_the_order_of_its_decorators(tab: type[Row]) -> None:
    marked = {
        name
        for name, attribute in vars(tab).items()
        if "__checked__" in getattr(attribute, "__dict__", {})
        or "__checked__" in vars(getattr(attribute, "__func__", Row))
    }
    assert marked <= {check.name for check in checks_of(tab)}


def test_a_check_that_would_never_be_found_is_refused_where_it_is_declared() -> None:
    never: Callable[..., object] = classmethod(lambda _cls, _book: iter(()))  # type: ignore[assignment]  # the mistake
    with pytest.raises(TypeError, match="@classmethod stands above @check"):
        check("error")(never)
