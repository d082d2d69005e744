"""A Google Sheet keeps the promises of every door, and some of its own: one read, one write, nobody's edit lost."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pepsheets.gateways.google_sheet.door import GoogleSheet, RowsMoved
from pepsheets.gateways.google_sheet.reading import JOURNAL
from pepsheets.gateways.google_sheet.writing import MOST_BYTES
from pepsheets.sheets import (
    Anchor,
    Cell,
    CellChange,
    CellError,
    CellHoldsFormula,
    FileChangedMeanwhile,
    Gateway,
    Plan,
    RowAddition,
    RowDeletion,
    Sheet,
)
from tests.gateways.gateway_contract import TRIPS, GatewayContract
from tests.gateways.google_sheet.sheets_on_google import door_to, put
from tests.google.server.stand_in import StandIn
from tests.google.spreadsheets import Person


class TestGoogleSheet(GatewayContract):
    @pytest.fixture(autouse=True)
    def _google(self, google: StandIn) -> None:
        self.google = google

    def make(self, tmp_path: Path, sheets: list[Sheet]) -> Gateway:
        return door_to(put(self.google, sheets))


MEMBERS = Sheet(
    "Members",
    [
        ["Member", "Since", "Due", "Row ID"],
        ["Ada", date(2024, 9, 1), 100.0, "r1"],
        ["Ben", date(2025, 9, 1), 200.0, "r2"],
        ["Cas", date(2026, 9, 1), 300.0, "r3"],
    ],
)
ANCHOR = Anchor("Members", 1, 4)


@pytest.fixture
def members(google: StandIn) -> GoogleSheet:
    return door_to(put(google, [MEMBERS]))


def sheet_of(door: GoogleSheet) -> str:
    return door.address.removeprefix("google:")


def due(row: int, after: Decimal | str, before: float) -> CellChange:
    return CellChange("Members", row, 3, before, after)


def column(google: StandIn, door: GoogleSheet, heading: str) -> dict[str, object]:
    """What each member has under a heading, wherever the rows and columns stand by now."""
    [sheet] = door.read(["Members"]).sheets
    headings = list(sheet.rows[0])
    name, place = headings.index("Member"), headings.index(heading)
    return {str(row[name]): row[place] if place < len(row) else None for row in sheet.rows[1:] if row}


class TestRequests:
    def test_a_reading_is_one_request_however_many_tabs(self, google: StandIn) -> None:
        door = door_to(put(google, [Sheet(f"Tab {number}", TRIPS.rows) for number in range(12)]))
        door.read([f"Tab {number}" for number in range(12)])
        assert (google.counts("read"), google.counts("write")) == (1, 0)

    def test_ten_thousand_changed_cells_on_twelve_tabs_are_one_read_and_one_write_under_two_megabytes(
        self, google: StandIn
    ) -> None:
        figures: list[Cell] = [1.0] * 10
        headings: list[Cell] = ["School", *(f"Figure {number}" for number in range(10))]
        rows = [headings, *([["x", *figures]] * 84)]
        door = door_to(put(google, [Sheet(f"Tab {number}", rows) for number in range(12)]))
        tabs = [f"Tab {number}" for number in range(12)]
        state = door.read(tabs).state
        cells = [
            CellChange(tab, row, place, 1.0, float(row * place))
            for tab in tabs
            for row in range(2, 86)
            for place in range(2, 12)
        ]
        assert door.write(Plan(tuple(cells[:10_000])), state).cells == 10_000
        assert (google.counts("read"), google.counts("write")) == (1, 1)
        [sent] = [exchange for exchange in google.log if exchange.path.endswith(":batchUpdate")]
        assert len(json.dumps(sent.body)) < MOST_BYTES

    def test_more_than_two_megabytes_go_in_several_writes_each_under_the_limit(self, google: StandIn) -> None:
        door = door_to(put(google, [Sheet("Notes", [["Note"]])]))
        state = door.read(["Notes"]).state
        cells = [CellChange("Notes", row, 1, None, f"{row} {'x' * 20_000}") for row in range(2, 202)]
        door.write(Plan(tuple(cells)), state)
        sent = [exchange for exchange in google.log if exchange.path.endswith(":batchUpdate")]
        assert len(sent) > 1 and all(len(json.dumps(exchange.body)) < MOST_BYTES for exchange in sent)
        [sheet] = door.read(["Notes"]).sheets
        assert [row[0] for row in sheet.rows[1:]] == [change.after for change in cells]


class TestValues:
    @pytest.mark.parametrize(
        "text", ['=HYPERLINK("https://example.org")', "nan", "07700900123", "x" * 49_000, "trailing   "]
    )
    def test_a_text_that_breaks_others_comes_back_the_same(self, members: GoogleSheet, text: str) -> None:
        state = members.read(["Members"]).state
        members.write(Plan((CellChange("Members", 2, 1, "Ada", text),)), state)
        [sheet] = members.read(["Members"]).sheets
        assert sheet.rows[1][0] == text and sheet.formulas == frozenset()

    def test_what_a_person_types_is_read_as_google_understood_it(self, google: StandIn, members: GoogleSheet) -> None:
        person = google.sheets.person(sheet_of(members))
        person.type("Members", "B2", "31/12/2026")
        person.type("Members", "C2", "£1,250.50")
        person.type("Members", "A2", "'007")
        person.type("Members", "C3", "=1/0")
        [sheet] = members.read(["Members"]).sheets
        assert list(sheet.rows[1][:3]) == ["007", date(2026, 12, 31), 1250.5]
        assert sheet.rows[2][2] == CellError("#DIV/0!") and sheet.formulas == {(3, 3)}

    def test_a_formula_of_the_owner_s_is_never_overwritten(self, google: StandIn, members: GoogleSheet) -> None:
        google.sheets.person(sheet_of(members)).type("Members", "C2", "=50*2")
        state = members.read(["Members"]).state
        with pytest.raises(CellHoldsFormula):
            members.write(Plan((due(2, Decimal(5), 100.0),)), state)


class TestPeopleInBetween:
    """Between our reading and our writing a person acts; each value ends where it belongs."""

    def write(self, google: StandIn, door: GoogleSheet, do: str) -> None:
        """Plans new dues, lets a person act, writes; starts again as the pipeline does."""
        state = door.read(["Members"]).state
        changes = (due(2, Decimal(111), 100.0), due(3, Decimal(222), 200.0), due(4, Decimal(333), 300.0))
        person = google.sheets.person(sheet_of(door))
        acts = {
            "insert": lambda: self.insert(person),
            "delete": lambda: person.delete_row("Members", 3),
            "sort": lambda: person.sort("Members", 2, 1, descending=True),
            "insert column": lambda: person.insert_column("Members", 2),
            "type beside": lambda: person.type("Members", "A3", "Benedict"),
        }
        google.faults.between("write", acts[do])
        door.write(Plan(changes, anchors=(ANCHOR,)), state)

    @staticmethod
    def insert(person: Person) -> None:
        person.insert_row("Members", 2)
        person.type("Members", "A2", "Dee")

    def test_a_row_inserted_above_is_noticed_and_put_right(self, google: StandIn, members: GoogleSheet) -> None:
        with pytest.raises(RowsMoved):
            self.write(google, members, "insert")
        assert column(google, members, "Due") == {"Dee": None, "Ada": 100.0, "Ben": 200.0, "Cas": 300.0}

    def test_rows_sorted_are_noticed_and_put_right(self, google: StandIn, members: GoogleSheet) -> None:
        with pytest.raises(RowsMoved):
            self.write(google, members, "sort")
        dues = column(google, members, "Due")
        assert dues["Ada"] in (100.0, 111.0) and dues["Ben"] in (200.0, 222.0) and dues["Cas"] in (300.0, 333.0)

    def test_a_row_deleted_is_noticed_and_nothing_of_ours_stays_below(
        self, google: StandIn, members: GoogleSheet
    ) -> None:
        with pytest.raises(RowsMoved):
            self.write(google, members, "delete")
        dues = column(google, members, "Due")
        assert dues["Cas"] in (300.0, 333.0) and "Ben" not in dues

    def test_a_column_inserted_gets_back_what_stood_in_it(self, google: StandIn, members: GoogleSheet) -> None:
        with pytest.raises(RowsMoved):
            self.write(google, members, "insert column")
        assert column(google, members, "Since") == {
            "Ada": date(2024, 9, 1), "Ben": date(2025, 9, 1), "Cas": date(2026, 9, 1)
        }  # fmt: skip
        assert column(google, members, "Due") == {"Ada": 100.0, "Ben": 200.0, "Cas": 300.0}

    def test_what_a_person_types_elsewhere_on_the_row_stays(self, google: StandIn, members: GoogleSheet) -> None:
        self.write(google, members, "type beside")
        assert column(google, members, "Due") == {"Ada": 111.0, "Benedict": 222.0, "Cas": 333.0}

    def test_a_formula_that_was_hit_comes_back_as_a_formula(self, google: StandIn, members: GoogleSheet) -> None:
        person = google.sheets.person(sheet_of(members))
        state = members.read(["Members"]).state

        def act() -> None:
            person.insert_row("Members", 2)
            person.type("Members", "C2", "=C3*2")

        google.faults.between("write", act)
        with pytest.raises(RowsMoved):
            members.write(Plan((due(2, Decimal(111), 100.0),), anchors=(ANCHOR,)), state)
        [sheet] = members.read(["Members"]).sheets
        assert sheet.formulas == {(2, 3)} and sheet.rows[1][2] == 200.0


class TestFences:
    def test_a_batch_planned_before_another_of_ours_fails_whole(self, google: StandIn, members: GoogleSheet) -> None:
        other = door_to(sheet_of(members))
        mine, theirs = members.read(["Members"]).state, other.read(["Members"]).state
        other.write(Plan((due(2, Decimal(5), 100.0),)), theirs)
        with pytest.raises(FileChangedMeanwhile):
            members.write(Plan((due(2, Decimal(6), 100.0), due(3, Decimal(7), 200.0))), mine)
        assert column(google, members, "Due") == {"Ada": 5.0, "Ben": 200.0, "Cas": 300.0}

    def test_so_does_one_between_two_batches_after_the_first(self, google: StandIn, members: GoogleSheet) -> None:
        members.write(Plan((due(2, Decimal(1), 100.0),)), members.read([]).state)
        self.test_a_batch_planned_before_another_of_ours_fails_whole(google, members)

    @pytest.mark.parametrize("what", ["the fence", "the journal", "both"])
    def test_a_fence_or_journal_that_a_person_deleted_is_set_up_again(
        self, google: StandIn, members: GoogleSheet, what: str
    ) -> None:
        members.write(Plan((due(2, Decimal(1), 100.0),)), members.read([]).state)
        person = google.sheets.person(sheet_of(members))
        if what != "the journal":
            [fence] = [each["name"] for each in google.sheets.get(sheet_of(members))["namedRanges"]]
            person.delete_named_range(fence)
        if what != "the fence":
            person.delete_tab(JOURNAL)
        members.write(Plan((due(2, Decimal(2), 1.0),)), members.read([]).state)
        members.write(Plan((due(2, Decimal(3), 2.0),)), members.read([]).state)
        assert column(google, members, "Due")["Ada"] == 3.0

    def test_a_reply_lost_after_the_write_is_found_in_the_journal(self, google: StandIn, members: GoogleSheet) -> None:
        state = members.read(["Members"]).state
        google.faults.lose_reply("write")
        assert members.write(Plan((due(2, Decimal(5), 100.0),)), state).cells == 1
        assert column(google, members, "Due")["Ada"] == 5.0 and google.counts("write") == 1

    def test_a_write_that_never_arrived_starts_again(self, google: StandIn, members: GoogleSheet) -> None:
        state = members.read(["Members"]).state
        google.faults.cut_before("write")
        with pytest.raises(FileChangedMeanwhile):
            members.write(Plan((due(2, Decimal(5), 100.0),)), state)
        assert column(google, members, "Due")["Ada"] == 100.0


class TestRows:
    def test_rows_are_added_below_whatever_people_added(self, google: StandIn, members: GoogleSheet) -> None:
        state = members.read(["Members"]).state
        person = google.sheets.person(sheet_of(members))
        google.faults.between("write", lambda: person.type("Members", "A5", "Dee"))
        added = RowAddition("Members", {1: "Eli", 2: date(2026, 11, 1), 4: "r5"})
        members.write_keeping(Plan(additions=(added,)), state, "batch_1")
        assert list(column(google, members, "Since").items())[3:] == [("Dee", None), ("Eli", date(2026, 11, 1))]

    def test_deleted_rows_are_kept_whole(self, google: StandIn, members: GoogleSheet) -> None:
        state = members.read(["Members"]).state
        plan = Plan(anchors=(ANCHOR,), deletions=(RowDeletion("Members", 2), RowDeletion("Members", 4)))
        kept = members.write_keeping(plan, state, "batch_1")
        assert column(google, members, "Due") == {"Ben": 200.0}
        stood = {place: cell for place, cell in kept.rows["Members", 2].items() if cell is not None}
        assert stood == {1: "Ada", 2: date(2024, 9, 1), 3: 100.0, 4: "r1"}
        assert kept.rows["Members", 4][4] == "r3" and kept.headings["Members", 4] == "Row ID"

    def test_what_a_batch_overwrote_can_be_asked_for_later(self, google: StandIn, members: GoogleSheet) -> None:
        state = members.read(["Members"]).state
        kept = members.write_keeping(Plan((due(2, Decimal(5), 100.0),), anchors=(ANCHOR,)), state, "batch_1")
        members.write_keeping(Plan((due(3, Decimal(6), 200.0),)), members.read([]).state, "batch_2")
        door = door_to(sheet_of(members))
        door.read([])
        assert door.overwritten("batch_1") == kept and door.overwritten("batch_3") is None
        assert kept.rows["Members", 2][3] == 100.0 and kept.headings["Members", 3] == "Due"
