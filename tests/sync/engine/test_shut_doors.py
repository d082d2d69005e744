"""A side that cannot be written, or may only be looked at, and columns that not everybody may see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pepsheets.sheets import FileIsOpen, GatewayError
from tests.google.server.stand_in import StandIn
from tests.sync.engine.file_paper import FilePaper
from tests.sync.engine.google_paper import GooglePaper
from tests.sync.engine.partners import SHARE, Partners, new_partners, partners, share_of

SPRING = "Spring 2026"
READ_ONLY = replace(SHARE, direction="read-only")


def test_a_workbook_that_is_open_in_excel_still_serves_the_shared_sheet_and_its_own_part_waits(
    sides: Partners,
) -> None:
    ours = sides.workbook
    assert isinstance(ours, FilePaper)
    ours.type("Meetings", SPRING, "Place", "The library")
    sides.shared.type("Costs", "K3", "Net", 1300)
    before = ours.path.read_bytes()
    ours.lock.write_bytes(b"somebody")
    outcome = sides.sync()
    assert "'manager.xlsx' open. What belongs into the workbook waits." in outcome.sentence()
    assert not outcome.is_good and outcome.ending().outcome == "waiting"
    assert sides.shared.cell("Meetings", SPRING, "Place") == "The library"
    assert ours.path.read_bytes() == before
    assert sides.sync().waits is not None, "it never looks as if all were well"
    ours.lock.unlink()
    assert sides.sync().is_good
    assert ours.cell("Costs", "K3", "Net") == 1300.0
    sides.assert_in_step()


def test_what_both_typed_while_the_workbook_was_open_is_a_conflict_and_not_lost(sides: Partners) -> None:
    ours = sides.workbook
    assert isinstance(ours, FilePaper)
    sides.shared.type("Meetings", SPRING, "Place", "The library")
    ours.lock.write_bytes(b"somebody")
    sides.sync()
    ours.lock.unlink()
    ours.type("Meetings", SPRING, "Place", "Redway")
    [conflict] = sides.sync().conflicts
    assert (conflict.workbook, conflict.shared) == ("Redway", "The library")


def test_a_shared_workbook_that_a_colleague_has_open_leaves_all_as_it_was_and_the_next_round_goes_on(
    tmp_path: Path,
) -> None:
    sides = partners(tmp_path)
    assert isinstance(sides.shared, FilePaper) and isinstance(sides.workbook, FilePaper)
    sides.workbook.type("Meetings", SPRING, "Place", "The library")
    sides.shared.type("Costs", "K3", "Net", 1300)
    before = sides.workbook.path.read_bytes(), sides.shared.path.read_bytes()
    sides.shared.lock.write_bytes(b"somebody")
    with pytest.raises(FileIsOpen, match=r"'group\.xlsx' open"):
        sides.sync()
    assert (sides.workbook.path.read_bytes(), sides.shared.path.read_bytes()) == before
    sides.shared.lock.unlink()
    assert sides.sync().is_good
    sides.assert_in_step()


def test_a_google_sheet_that_is_no_longer_shared_stops_the_round_with_a_sentence(
    on_google: Partners, google: StandIn
) -> None:
    shared, ours = on_google.shared, on_google.workbook
    assert isinstance(shared, GooglePaper) and isinstance(ours, FilePaper)
    ours.type("Meetings", SPRING, "Place", "The library")
    before = ours.path.read_bytes()
    google.holdings.unshare(shared.spreadsheet, google.key.email)
    with pytest.raises(GatewayError, match="not shared with"):
        on_google.sync()
    assert ours.path.read_bytes() == before
    [last] = on_google.store.last_rounds("Group", 1)
    assert last.ending is not None and last.ending.outcome == "failed" and "Editor" in last.ending.sentence
    google.share(shared.spreadsheet)
    shared.type("Costs", "K3", "Net", 1300)
    assert on_google.sync().is_good
    assert shared.cell("Meetings", SPRING, "Place") == "The library"
    on_google.assert_in_step()


def test_a_google_sheet_that_may_only_be_looked_at_is_not_changed_and_loses_nothing(
    on_google: Partners, google: StandIn
) -> None:
    shared = on_google.shared
    assert isinstance(shared, GooglePaper)
    google.holdings.unshare(shared.spreadsheet, google.key.email)
    google.share(shared.spreadsheet, role="reader")
    on_google.workbook.type("Meetings", SPRING, "Place", "The library")
    with pytest.raises(GatewayError, match="may not change it"):
        on_google.sync()
    google.share(shared.spreadsheet)
    assert on_google.sync().is_good
    on_google.assert_in_step()


@pytest.fixture(params=["Google", "a file"])
def read_only(request: pytest.FixtureRequest, tmp_path: Path) -> Partners:
    """A share that shows the workbook to others, who cannot change it there."""
    google = request.getfixturevalue("google") if request.param == "Google" else None
    return partners(tmp_path, google, READ_ONLY)


def test_a_read_only_share_puts_edits_back_and_says_so_and_keeps_what_was_typed(read_only: Partners) -> None:
    read_only.shared.type("Meetings", SPRING, "Place", "The library")
    outcome = read_only.sync()
    assert outcome.is_good
    [told] = outcome.told
    assert str(told).startswith(f"Meetings, {SPRING}, Place: The shared sheet had 'The library' in a column that only")
    assert read_only.shared.cell("Meetings", SPRING, "Place") == "St Paul's"
    assert read_only.workbook.cell("Meetings", SPRING, "Place") == "St Paul's"
    kept = [past.change for past in read_only.store.history("Group") if past.change.kind == "displaced"]
    assert any("The library" in (change.before, change.after) for change in kept)
    read_only.assert_in_step()


def test_a_read_only_share_shows_new_edits_and_brings_deleted_rows_back(read_only: Partners) -> None:
    read_only.workbook.type("Costs", "K3", "Net", 1300)
    read_only.shared.delete("Costs", "K2")
    outcome = read_only.sync()
    assert outcome.is_good and "it is back" in str(outcome.told[0])
    assert read_only.shared.cell("Costs", "K3", "Net") == 1300.0
    assert sorted(read_only.shared.keys("Costs")) == sorted(read_only.workbook.keys("Costs"))
    read_only.assert_in_step()


PEOPLE = share_of("People")
FOR_EVERYONE = replace(
    PEOPLE,
    columns={
        tab: tuple(column for column in columns if not column.audience) for tab, columns in PEOPLE.columns.items()
    },
)


def test_what_an_audience_may_not_see_is_nowhere_on_its_sheet_its_journal_or_in_the_store(
    google: StandIn, tmp_path: Path
) -> None:
    sides = new_partners(tmp_path, google, FOR_EVERYONE)
    secrets = [str(row["Email"]) for row in sides.workbook.rows("People") if row["Email"]]
    sides.sync()
    person = sides.workbook.keys("People")[0]
    sides.workbook.type("People", person, "Email", "very.secret@school.example")
    sides.shared.delete("People", sides.shared.keys("People")[1])
    sides.shared.type("People", sides.shared.keys("People")[1], "School", "nowhere at all")
    sides.sync()
    assert isinstance(sides.shared, GooglePaper)
    sides.store.close()
    everything = repr(sides.shared.person.book).encode() + repr(google.log).encode()
    everything += b"".join(path.read_bytes() for path in tmp_path.glob("store.sqlite*"))
    assert len(secrets) > 10
    assert [secret for secret in (*secrets, "very.secret@school.example") if secret.encode() in everything] == []
    assert len(sides.workbook.rows("People")) == 20
