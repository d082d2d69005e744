"""No test of this door writes its backups anywhere but in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def backups_elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("backups")
    monkeypatch.setenv("PEPSHEETS_BACKUPS", str(folder))
    return folder
