from pepsheets.tabs.declaration import column_of, columns_of
from pepsheets.tabs.people import Person
from pepsheets.tabs.schools import School


def test_a_person_is_known_by_name() -> None:
    assert Person(name="Ann Example").key == "Ann Example"


def test_a_person_need_not_belong_to_a_school_and_if_so_to_one_on_the_schools_tab() -> None:
    assert Person(name="Ann Example").school is None
    assert column_of(Person, "school").reference is School


def test_addresses_are_for_the_office_only() -> None:
    assert {column.name for column in columns_of(Person) if column.audience == "office"} == {"email"}


def test_nothing_is_kept_of_a_person_beyond_what_it_takes_to_write_to_them() -> None:
    assert {column.name for column in columns_of(Person)} == {"name", "school", "role", "email", "row_id"}
