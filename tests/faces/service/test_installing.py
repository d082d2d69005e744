"""``serve --install`` writes what makes the computer start the service, and says what to type."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from pepsheets.faces.running import Job, Run, carry_out
from pepsheets.faces.screen import Screen
from pepsheets.faces.service.installing import System, install, this_system
from tests.faces.asking import Answer, ask

TEXT = "workbook = 'my.xlsx'\n[[share]]\nname = 'Heads'\naddress = 'heads.xlsx'\ntabs = ['Schools']\n"
MAIL = "[mail]\nhost = 'smtp.school.example'\nuser = 'ann'\nfrom = 'a@school.example'\nto = 'b@school.example'\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "Our partnership"
    folder.mkdir()
    (folder / "pepsheets.toml").write_text(TEXT, encoding="utf-8")
    return folder / "pepsheets.toml"


@pytest.fixture
def linux(tmp_path: Path) -> System:
    return System("linux", {"PEPSHEETS_HOME": "/srv/kept"}, Path("/opt/pepsheets/bin/python"), tmp_path / "ann", "ann")


@pytest.fixture
def windows(tmp_path: Path) -> System:
    python = tmp_path / "Python" / "python.exe"
    python.parent.mkdir()
    python.with_name("pythonw.exe").touch()
    return System("win32", {"PEPSHEETS_HOME": str(tmp_path / "kept")}, python, tmp_path / "ann", "SCHOOL\\ann")


def asked(file: Path, system: System, *, only_show: bool = False) -> Answer:
    out, err = StringIO(), StringIO()
    job = Job(partial(install, str(file), system=system, only_show=only_show))
    return Answer(carry_out(job, Run(Screen(out, err))), out.getvalue(), err.getvalue())


def unit(system: System) -> str:
    (found,) = (system.user_folder / ".config" / "systemd" / "user").iterdir()
    return found.read_text(encoding="utf-8")


def test_on_linux_a_unit_of_the_user_is_written_and_the_commands_are_said(file: Path, linux: System) -> None:
    answer = asked(file, linux)
    assert answer.status == 0
    assert f'ExecStart="/opt/pepsheets/bin/python" "-m" "pepsheets" "serve" "{file}"' in unit(linux)
    assert 'Environment="PEPSHEETS_HOME=/srv/kept"' in unit(linux)
    lines = answer.out.splitlines()
    (name,) = (each.name for each in (linux.user_folder / ".config" / "systemd" / "user").iterdir())
    assert lines[0].endswith(name)
    assert lines[1:5] == [
        "Now type these, one after the other:",
        "  systemctl --user daemon-reload",
        f"  systemctl --user enable --now {name}",
        "  loginctl enable-linger",
    ]
    assert "From then on it starts by itself when the computer starts, and again if it failed." in lines
    assert lines[-1] == f"  systemctl --user disable --now {name}"


def test_the_unit_goes_where_this_user_keeps_settings(file: Path, linux: System, tmp_path: Path) -> None:
    elsewhere = replace(linux, environment={"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    asked(file, elsewhere)
    assert len(list((tmp_path / "settings" / "systemd" / "user").iterdir())) == 1


def test_what_was_written_before_is_brought_up_to_date(file: Path, linux: System) -> None:
    asked(file, linux)
    asked(file, replace(linux, environment={}))
    assert "PEPSHEETS_HOME" not in unit(linux)


def test_a_unit_that_somebody_else_wrote_is_left_alone(file: Path, linux: System) -> None:
    asked(file, linux)
    (found,) = (linux.user_folder / ".config" / "systemd" / "user").iterdir()
    found.write_text("[Unit]\n", encoding="utf-8")
    answer = asked(file, linux)
    assert answer.status == 2 and "was not written by pepsheets. Move it away" in answer.err
    assert unit(linux) == "[Unit]\n"


def test_on_windows_a_task_is_written_that_runs_without_a_window(file: Path, windows: System, tmp_path: Path) -> None:
    answer = asked(file, windows)
    (found,) = (tmp_path / "kept" / "service").iterdir()
    task = found.read_bytes().decode("utf-16")
    assert f"<Command>{windows.python.with_name('pythonw.exe')}</Command>" in task
    assert f'<Arguments>-m pepsheets.faces.service serve "{file}"</Arguments>' in task
    assert "<UserId>SCHOOL\\ann</UserId>" in task
    assert f"  schtasks /Create /TN {found.stem} /XML {found} /F" in answer.out.splitlines()
    assert "when you sign in" in answer.out
    assert "PEPSHEETS_HOME: set in this window, and not known to a task" in answer.err


def test_a_python_without_the_windowless_one_is_taken_as_it_is(file: Path, windows: System, tmp_path: Path) -> None:
    windows.python.with_name("pythonw.exe").unlink()
    asked(file, windows)
    (found,) = (tmp_path / "kept" / "service").iterdir()
    assert f"<Command>{windows.python}</Command>" in found.read_bytes().decode("utf-16")


@pytest.mark.parametrize("name", ["linux", "windows"])
def test_print_shows_it_and_writes_nothing(name: str, file: Path, request: pytest.FixtureRequest) -> None:
    system: System = request.getfixturevalue(name)
    before = sorted(file.parents[1].rglob("*"))
    answer = asked(file, system, only_show=True)
    assert answer.status == 0 and "pepsheets keeps in step what" in answer.out and "\r" not in answer.out
    assert sorted(file.parents[1].rglob("*")) == before


def test_a_password_is_never_written_down(file: Path, linux: System) -> None:
    secret = "postgresql://ann:sesame@db.example/pepsheets"
    answer = asked(file, replace(linux, environment={"PEPSHEETS_STORE": secret}))
    assert answer.status == 2 and "sesame" not in answer.out + answer.err
    assert "holds a password, which is never written down" in answer.err


def test_a_store_without_a_password_is_passed_on(file: Path, linux: System) -> None:
    asked(file, replace(linux, environment={"PEPSHEETS_STORE": "postgresql://db.example/pepsheets"}))
    assert 'Environment="PEPSHEETS_STORE=postgresql://db.example/pepsheets"' in unit(linux)


def test_a_mail_password_that_the_service_would_not_have_is_pointed_out(file: Path, linux: System) -> None:
    file.write_text(TEXT + MAIL, encoding="utf-8")
    answer = asked(file, linux)
    assert "stands in the setting PEPSHEETS_MAIL_PASSWORD, which a service that starts by itself does not" in answer.err


def test_another_system_is_told_how_to_go_on(file: Path, linux: System) -> None:
    answer = asked(file, replace(linux, platform="darwin"))
    assert answer.status == 2 and "Let 'pepsheets serve' be started by whatever starts programs" in answer.err


def test_a_folder_that_cannot_be_written_is_said(file: Path, linux: System) -> None:
    linux.user_folder.mkdir()
    (linux.user_folder / ".config").touch()
    answer = asked(file, linux)
    assert answer.status == 2 and "could not be written" in answer.err


def test_mistakes_in_the_file_are_told_before_anything_is_installed(file: Path) -> None:
    file.write_text("workbook = 3", encoding="utf-8")
    answer = ask("serve", file, "--install", "--print")
    assert answer.status == 2 and "workbook" in answer.err


@pytest.mark.parametrize(("words", "said"), [(["--print"], "give both"), (["--install", "--once"], "one of them")])
def test_words_that_do_not_go_together_are_refused(words: list[str], said: str) -> None:
    answer: Answer = ask("serve", *words)
    assert answer.status == 2 and said in answer.err


def test_this_computer_knows_itself() -> None:
    system = this_system()
    assert system.python.is_absolute() and system.user
