"""What a round costs: how often Google is asked, and what is left untouched where there is nothing to do."""

from __future__ import annotations

from datetime import date

from tests.google.server.stand_in import StandIn
from tests.sync.engine.file_paper import FilePaper
from tests.sync.engine.partners import Partners, booking

PASTED = 50


def requests(google: StandIn) -> tuple[int, int]:
    """The reads and the writes since the last time."""
    counted = google.counts("read"), google.counts("write")
    google.record.exchanges.clear()
    return counted


def test_a_round_with_nothing_to_do_asks_google_once_and_touches_nothing(on_google: Partners, google: StandIn) -> None:
    on_google.sync()
    requests(google)
    assert isinstance(on_google.workbook, FilePaper)
    path = on_google.workbook.path
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    outcome = on_google.sync()
    assert outcome.is_good and outcome.sentence() == "Both sides were in step already."
    assert requests(google) == (1, 0)
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before


def test_the_first_round_after_the_sides_rest_costs_no_more(on_google: Partners, google: StandIn) -> None:
    """A new day: nothing was remembered that would spare the work, and still nothing is written."""
    on_google.sync()
    requests(google)
    on_google.forget_that_all_rests()
    assert on_google.sync().is_good
    assert requests(google) == (1, 0)


def test_a_hundred_edits_on_each_side_are_two_reads_and_one_write(on_google: Partners, google: StandIn) -> None:
    ours, theirs = on_google.workbook.page("Bookings"), on_google.shared.page("Bookings")
    here, there = ([number for number, _ in page.numbered()] for page in (ours, theirs))
    on_google.workbook.fill(
        "Bookings",
        {(row, ours.column("Delegate")): f"Workbook {row}" for row in here[:40]}
        | {(row, ours.column("Waived on")): date(2026, 11, 20) for row in here[:60]},
    )
    on_google.shared.fill(
        "Bookings",
        {(row, theirs.column("Delegate")): f"Google {row}" for row in there[40:70]}
        | {(row, theirs.column("Confirmed")): date(2026, 11, 19) for row in there[:70]},
    )
    requests(google)
    outcome = on_google.sync()
    assert outcome.is_good and outcome.conflicts == ()
    reads, writes = requests(google)
    assert reads <= 2 and writes == 1
    on_google.assert_in_step()


def test_rows_that_were_pasted_cost_one_more_of_each_since_they_get_their_ids_first(
    on_google: Partners, google: StandIn
) -> None:
    on_google.shared.add("Bookings", *(booking(f"N{number}") for number in range(PASTED)))
    requests(google)
    assert on_google.sync().is_good
    assert requests(google) == (3, 2)
