"""``doctor --live`` tries on a scratch sheet what the door relies on; the stand-in behaves as it says Google does."""

import pytest

from pepsheets.faces.cli import main
from tests.google.fixtures import google as google  # noqa: PLC0414 - a fixture is taken over by its name
from tests.google.server.stand_in import StandIn


def test_the_stand_in_behaves_as_the_door_relies_on(google: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    scratch = google.new_sheet("Scratch")
    status = main(["doctor", "--live", "--sheet", f"google:{scratch}"])
    told = capsys.readouterr().out
    assert "ELSE" not in told, told
    assert status == 0 and "in all 14 points" in told


def test_the_scratch_sheet_is_left_as_it_was(google: StandIn) -> None:
    scratch = google.new_sheet("Scratch")
    before = google.sheets.get(scratch, include_grid_data=True)
    main(["doctor", "--live", "--sheet", f"google:{scratch}"])
    assert google.sheets.get(scratch, include_grid_data=True) == before


def test_without_a_sheet_it_says_how_to_make_one(google: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--live"]) == 2
    assert "share it with the address" in " ".join(capsys.readouterr().err.split())
