"""Workbooks damaged at random: refused in a sentence or read; no traceback, no changed file after an error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.gateways.workbook_file.fuzzing import Case, bases, cases, packed, survive, unpacked


@pytest.mark.filterwarnings("ignore:Duplicate name")
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=cases())
def test_a_damaged_workbook_never_ends_in_a_traceback_or_a_changed_file(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        survive(case, Path(folder))


@pytest.mark.parametrize("number", range(len(bases())))
def test_what_is_damaged_here_is_whole_before(number: int, tmp_path: Path) -> None:
    data = packed(unpacked(bases()[number]), 8)
    assert survive(Case(data, (9, 9), 5, 0), tmp_path) == "written"
