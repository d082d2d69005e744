"""History is kept for two years: the first round of a day forgets what is older."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pepsheets.faces.cli import main
from pepsheets.faces.rounds import run_shares
from pepsheets.sync.store import Asked, open_store
from tests.faces.shares import config

LONG_AGO, LATELY, TODAY = (datetime(year, 11, 21, 9, tzinfo=UTC) for year in (2022, 2025, 2026))


def test_what_is_older_than_two_years_is_forgotten_and_the_rest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEPSHEETS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(tmp_path / "backups"))
    assert main(["new", "pepmk", str(tmp_path / "my.xlsx"), "--sample"]) == 0
    file = config(tmp_path)
    [first] = run_shares(file, clock=lambda: LONG_AGO)
    assert first.changes
    with open_store(str(tmp_path / "home" / "store.sqlite")) as store:
        assert store.history("Steering group", Asked(until=LATELY))
    run_shares(file, clock=lambda: TODAY)
    with open_store(str(tmp_path / "home" / "store.sqlite")) as store:
        assert not store.history("Steering group", Asked(until=LATELY))
        assert len(store.base("Steering group", "Schools")) > 10
