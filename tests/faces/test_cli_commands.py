"""check and recalc, as a business manager reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.asking import ask
from tests.faces.books import IN_ORDER, MISTYPED, partnership

TODAY = ("--today", "21/11/2026")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return partnership(tmp_path / "my.xlsx", MISTYPED)


def test_check_lists_problems_by_when_they_should_be_seen_to(book: Path) -> None:
    answer = ask("check", book, *TODAY)
    lines = answer.out.splitlines()
    first, second = lines.index("Before the next meeting"), lines.index("Before invoicing")
    [typed] = [number for number, line in enumerate(lines) if "Bookings, row 5, School: 'Oack Primary'" in line]
    assert first < second < typed
    assert lines[first + 1].startswith("  To put right (")
    assert "rows checked." in lines[-2] and "things to put right and" in lines[-2]
    assert lines[-1].startswith("Put them right in the workbook, save and close it, and check again.")
    assert answer.err == ""


def test_check_writes_nothing(book: Path) -> None:
    before = book.read_bytes(), book.stat().st_mtime_ns
    ask("check", book)
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_a_workbook_without_errors_is_told_its_next_step(tmp_path: Path) -> None:
    book = partnership(tmp_path / "my.xlsx", lines=IN_ORDER)
    assert "'pepsheets recalc" in ask("check", book, *TODAY).out.splitlines()[-1]
    ask("recalc", book, *TODAY)
    assert ask("check", book, *TODAY).out.splitlines()[-1] == "All results are up to date."


def test_recalc_tells_what_was_written_and_where_the_old_workbook_is_kept(book: Path) -> None:
    before = book.read_bytes()
    lines = ask("recalc", book, *TODAY).out.splitlines()
    assert lines[0].startswith(f"{book} is recalculated: ")
    assert any(line.split() == ["Meetings", *line.split()[1:]] for line in lines)
    backup = Path(lines[lines.index("The workbook as it was before is kept as") + 1].strip())
    assert backup.read_bytes() == before


def test_a_second_recalc_writes_nothing(book: Path) -> None:
    ask("recalc", book, *TODAY)
    before = book.read_bytes(), book.stat().st_mtime_ns
    answer = ask("recalc", book, *TODAY)
    assert answer.out.startswith(f"All results in {book} are up to date: nothing was written.")
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_a_dry_run_shows_each_cell_before_and_after(book: Path) -> None:
    ask("recalc", book, "--today", "20/11/2026")
    before = book.read_bytes()
    answer = ask("recalc", book, "--dry-run", *TODAY)
    lines = answer.out.splitlines()
    assert lines[0].startswith("Overview, ")
    assert "  C2  Figure  20/11/2026 → 21/11/2026" in lines
    assert f"Nothing was written. 'pepsheets recalc {book}' would change 1 cell." in lines
    assert book.read_bytes() == before


def test_amounts_of_money_look_like_money_before_and_after(book: Path) -> None:
    out = ask("recalc", book, "--dry-run", *TODAY).out
    assert "Largest share  (empty) → £33.34" in out


def test_a_dry_run_of_a_workbook_that_is_up_to_date_says_so(book: Path) -> None:
    ask("recalc", book, *TODAY)
    answer = ask("recalc", book, "--dry-run", *TODAY)
    assert answer.out.startswith(f"All results in {book} are up to date: there is nothing to write.")


def test_an_address_with_spaces_is_quoted_in_what_to_type_next(tmp_path: Path) -> None:
    book = partnership(tmp_path / "my own.xlsx")
    assert f'pepsheets recalc "{book}"' in ask("check", book).out


def test_forgotten_quotation_marks_are_pointed_out() -> None:
    assert "A name with spaces needs quotation marks" in ask("check", "my", "own.xlsx").err


def test_no_colour_and_no_spinner_where_nobody_looks(book: Path) -> None:
    answer = ask("recalc", book, *TODAY)
    assert "\x1b" not in answer.out + answer.err and answer.err == ""


def test_a_terminal_sees_progress_on_standard_error_and_wrapped_results(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    answer = ask("check", book, *TODAY, terminal=True)
    assert "Working out the results" in answer.err
    bare = [line.split("m", 1)[-1] if line.startswith("\x1b") else line for line in answer.out.splitlines()]
    assert max(map(len, bare)) <= 70
    assert "Did you mean" in answer.out and "\x1b[" in answer.out


def test_an_old_console_gets_letters_that_it_knows(book: Path) -> None:
    words = [sys.executable, "-m", "pepsheets", "recalc", str(book), "--dry-run"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert done.returncode == 1 and b" -> " in done.stdout and done.stderr == b""


def test_a_reader_who_stops_early_gets_no_traceback(book: Path) -> None:
    command = [sys.executable, "-u", "-m", "pepsheets", "recalc", str(book), "--dry-run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_help_and_a_first_word_need_nothing_heavy() -> None:
    program = (
        "import sys; from pepsheets.faces.cli import main; main(['--help']); main(['nonsense']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"holidays", "xlsxwriter", "python_calamine", "rich", "pepsheets.tabs"}


def test_recalc_loads_neither_what_draws_workbooks_nor_what_draws_on_terminals(book: Path) -> None:
    program = f"import sys; from pepsheets.faces.cli import main; main(['recalc', {str(book)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"xlsxwriter", "rich", "pepsheets.templates"}


def test_the_command_alone_shows_its_help() -> None:
    answer = ask()
    assert answer.status == 0 and "Usage: pepsheets" in answer.out


def test_help_of_a_command_ends_with_status_0() -> None:
    answer = ask("check", "--help")
    assert answer.status == 0 and "pepsheets check my.xlsx --json" in answer.out
