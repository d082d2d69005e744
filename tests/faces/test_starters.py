"""What makes the operating system start the service: every path arrives there as it is, whatever is in its name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pepsheets.faces.starters import CannotBeStarted, Starter, name_of, systemd_starter, windows_starter

CONFIG = PurePosixPath("/home/ann/Our partnership/pepsheets.toml")
PROGRAM = ("/usr/bin/python3", "-m", "pepsheets")
WINDOWS = PureWindowsPath(r"C:\Users\Ann O'Hara\R&D <new>\pepsheets.toml")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
AWKWARD = '100% of $HOME\'s "best" & \\back ;x'


def test_two_files_are_served_by_two_services() -> None:
    assert name_of(CONFIG) != name_of(PurePosixPath("/home/ben/Our partnership/pepsheets.toml"))
    assert name_of(CONFIG).startswith("pepsheets-our-partnership-")
    assert name_of(PurePosixPath("/pepsheets.toml")).startswith("pepsheets-")
    assert name_of(CONFIG).replace("-", "").isalnum()


def test_the_unit_says_what_to_run_and_to_run_it_again() -> None:
    starter = systemd_starter(CONFIG, PROGRAM, {"PEPSHEETS_HOME": "/home/ann/kept here"})
    lines = starter.content.decode().splitlines()
    served = '"/home/ann/Our partnership/pepsheets.toml"'
    assert f'ExecStart="/usr/bin/python3" "-m" "pepsheets" "serve" {served}' in lines
    assert 'Environment="PEPSHEETS_HOME=/home/ann/kept here"' in lines
    assert "Restart=on-failure" in lines and "WantedBy=default.target" in lines
    assert ("systemctl", "--user", "enable", "--now", starter.file_name) in starter.commands
    assert starter.undo == (("systemctl", "--user", "disable", "--now", starter.file_name),)


@pytest.mark.needs("systemd-analyze")
@pytest.mark.parametrize("folder", ["plain", "with spaces", "100% of $HOME & ;x"])
def test_systemd_finds_nothing_wrong_with_the_unit(folder: str, tmp_path: Path) -> None:
    program = tmp_path / folder / "program"
    program.parent.mkdir()
    program.symlink_to("/bin/true")
    starter = systemd_starter(tmp_path / AWKWARD / "pepsheets.toml", [str(program)], {"PEPSHEETS_HOME": AWKWARD})
    assert verified(starter, tmp_path) == (0, [])


def verified(starter: Starter, folder: Path) -> tuple[int, list[str]]:
    """What systemd says of a unit: the status, and each complaint about it."""
    unit = folder / starter.file_name
    unit.write_bytes(starter.content)
    home = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    words = ["systemd-analyze", "--user", "verify", "--man=no", str(unit)]
    done = subprocess.run(words, capture_output=True, text=True, env=home, check=False)
    return done.returncode, [line for line in done.stderr.splitlines() if starter.file_name in line]


@pytest.mark.needs("systemd-analyze")
def test_systemd_would_say_if_the_program_were_not_there(tmp_path: Path) -> None:
    status, complaints = verified(systemd_starter(CONFIG, [str(tmp_path / "none")], {}), tmp_path)
    assert status != 0 and complaints != []


@pytest.mark.parametrize("folder", ["o'hara", 'a"b', "a\\b"])
def test_a_program_that_systemd_would_not_start_is_refused(folder: str) -> None:
    with pytest.raises(CannotBeStarted, match="Install pepsheets in another folder"):
        systemd_starter(CONFIG, [f"/home/{folder}/python"], {})


def as_systemd_reads(line: str) -> list[str]:
    """The words of a command, by systemd.syntax(7) and systemd.service(5): quotes, then % and, past the first, $."""
    words, word, rest = [], "", iter(line)
    inside = False
    for sign in rest:
        if sign == "\\":
            word += next(rest)
        elif sign == '"':
            if inside:
                words.append(word)
            inside, word = not inside, ""
        elif inside:
            word += sign
    unspecified = [each.replace("%%", "%") for each in words]
    return [unspecified[0], *(each.replace("$$", "$") for each in unspecified[1:])]


printable = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1).filter(
    str.isprintable
)


@given(printable)
def test_whatever_a_folder_is_called_systemd_reads_it_as_it_is(name: str) -> None:
    config = PurePosixPath("/home") / name / "pepsheets.toml"
    content = systemd_starter(config, ["/opt/100%$ of/it", name], {}).content.decode()
    (command,) = [line for line in content.split("\n") if line.startswith("ExecStart=")]
    assert as_systemd_reads(command.removeprefix("ExecStart=")) == ["/opt/100%$ of/it", name, "serve", str(config)]


@pytest.mark.parametrize("name", ["new\nline", "bell\a"])
def test_a_hidden_character_in_a_name_is_refused(name: str) -> None:
    config = PurePosixPath("/home") / name / "pepsheets.toml"
    with pytest.raises(CannotBeStarted):
        systemd_starter(config, PROGRAM, {})
    with pytest.raises(CannotBeStarted):
        windows_starter(PureWindowsPath(f"C:\\{name}\\pepsheets.toml"), PROGRAM, "ann")


def task(config: PureWindowsPath, *program: str, user: str = r"SCHOOL\ann") -> ElementTree.Element:
    content = windows_starter(
        config, program or (r"C:\Program Files\Python\pythonw.exe", "-m", "pepsheets"), user
    ).content
    assert content.startswith(b"\xff\xfe") and b"\r\x00\n\x00" in content
    return ElementTree.fromstring(content.decode("utf-16"))


def found(root: ElementTree.Element, *path: str) -> str:
    element = root.find("/".join(f"{TASK}{name}" for name in path))
    assert element is not None and element.text is not None
    return element.text


def test_the_task_says_what_to_run_for_whom_and_never_twice_at_once() -> None:
    root = task(WINDOWS)
    assert found(root, "Actions", "Exec", "Command") == r"C:\Program Files\Python\pythonw.exe"
    assert found(root, "Actions", "Exec", "Arguments") == f'-m pepsheets serve "{WINDOWS}"'
    assert found(root, "Actions", "Exec", "WorkingDirectory") == str(WINDOWS.parent)
    assert found(root, "Principals", "Principal", "UserId") == r"SCHOOL\ann"
    assert found(root, "Principals", "Principal", "RunLevel") == "LeastPrivilege"
    assert found(root, "Settings", "MultipleInstancesPolicy") == "IgnoreNew"
    assert found(root, "Settings", "ExecutionTimeLimit") == "PT0S", "Windows would stop it after three days"
    assert found(root, "Triggers", "LogonTrigger", "Repetition", "Interval") == "PT15M"


def test_the_task_is_made_known_and_taken_away_by_its_name() -> None:
    starter = windows_starter(WINDOWS, PROGRAM, "ann")
    name = name_of(WINDOWS)
    assert starter.commands[0] == ("schtasks", "/Create", "/TN", name, "/XML", f"{name}.xml", "/F")
    assert starter.undo == (("schtasks", "/Delete", "/TN", name, "/F"),)


def as_windows_reads(line: str) -> list[str]:
    """The words of a command line, by the rules of the C runtime of Windows."""
    words, word, quoted, slashes, begun = [], "", False, 0, False
    for sign in f"{line} ":
        if sign == "\\":
            slashes, begun = slashes + 1, True
            continue
        if sign == '"':
            word += "\\" * (slashes // 2) + ('"' if slashes % 2 else "")
            quoted, begun = quoted != (slashes % 2 == 0), True
        else:
            word += "\\" * slashes
            if sign in " \t" and not quoted:
                words += [word] if begun else []
                word, begun = "", False
            else:
                word, begun = word + sign, True
        slashes = 0
    return words


@given(printable.filter(lambda name: not set(name) & set("/")))
def test_whatever_a_folder_is_called_windows_reads_it_as_it_is(name: str) -> None:
    config = PureWindowsPath("C:\\") / "x" / name / "pepsheets.toml"
    arguments = found(task(config, "C:\\p.exe", "-m", name), "Actions", "Exec", "Arguments")
    assert as_windows_reads(arguments) == ["-m", name, "serve", str(config)]


@pytest.mark.skipif(sys.platform != "win32", reason="schtasks is there on Windows alone")
def test_windows_takes_the_task(tmp_path: Path) -> None:
    user = f"{os.environ['USERDOMAIN']}\\{os.environ['USERNAME']}"
    starter = windows_starter(tmp_path / "pepsheets.toml", [sys.executable, "-m", "pepsheets"], user)
    (tmp_path / starter.file_name).write_bytes(starter.content)
    try:
        subprocess.run(starter.commands[0], cwd=tmp_path, check=True)
    finally:
        subprocess.run(starter.undo[0], cwd=tmp_path, check=True)
