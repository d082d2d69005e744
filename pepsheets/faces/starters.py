"""What makes the operating system itself start ``pepsheets serve``: a unit of systemd, or a task of Windows.

Pure texts: where they are put, and by which command they are made known, stands beside them.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from xml.sax.saxutils import escape

from pepsheets.sheets import GatewayError


class CannotBeStarted(GatewayError):
    """The operating system could not be told by what name to start the service."""

    remedy = "Nothing was changed. Rename it, and try again."


@dataclass(frozen=True, slots=True)
class Starter:
    """A file, the bytes it holds, and the commands that make it known, in their order."""

    file_name: str
    content: bytes
    commands: tuple[tuple[str, ...], ...]
    undo: tuple[tuple[str, ...], ...]


def name_of(config: PurePath) -> str:
    """The name of the service that serves one pepsheets.toml: two in two folders are kept apart.

    >>> from pathlib import PurePosixPath
    >>> name_of(PurePosixPath("/home/ann/partnership/pepsheets.toml"))
    'pepsheets-partnership-9becc422'
    """
    folder = re.sub(r"[^A-Za-z0-9]+", "-", config.parent.name).strip("-").casefold()[:40]
    mark = hashlib.sha256(str(config).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"pepsheets-{folder}-{mark}" if folder else f"pepsheets-{mark}"


def systemd_starter(config: PurePath, program: Sequence[str], settings: Mapping[str, str]) -> Starter:
    """The unit of a user: it starts when the computer does, once lingering is on, and again after a failure.

    ``program`` are the words before ``serve``, the first an absolute path. ``settings`` are the environment settings
    that the service would otherwise not have (such as PEPSHEETS_HOME); never a password.
    """
    unit = f"{name_of(config)}.service"
    content = _UNIT.format(
        config=_specifiers_escaped(_single_line(str(config))),
        settings="".join(f"Environment={_word(f'{name}={value}')}\n" for name, value in sorted(settings.items())),
        command=_exec_start([*program, "serve", str(config)]),
    )
    systemctl = ("systemctl", "--user")
    commands = ((*systemctl, "daemon-reload"), (*systemctl, "enable", "--now", unit), ("loginctl", "enable-linger"))
    return Starter(unit, content.encode(), commands, ((*systemctl, "disable", "--now", unit),))


_UNIT = """\
# Written by 'pepsheets serve --install'. Change pepsheets.toml rather than this file.
[Unit]
Description=pepsheets keeps in step what {config} names

[Service]
{settings}ExecStart={command}
Restart=on-failure
RestartSec=60
# A round is finished before the service stops.
KillMode=mixed
TimeoutStopSec=180
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


_REFUSED_BY_SYSTEMD = frozenset("\"'\\")


def _exec_start(words: Sequence[str]) -> str:
    """The command as systemd.service(5) reads it. In the program's own path $ stands for itself."""
    program, *others = words
    if set(program) & _REFUSED_BY_SYSTEMD:
        raise CannotBeStarted(
            f"systemd starts nothing that has a quotation mark or a \\ in its path, and pepsheets is at {program}.",
            "Nothing was changed. Install pepsheets in another folder, and try again.",
        )
    return " ".join([_word(program), *(_word(word).replace("$", "$$") for word in others)])


def _word(text: str) -> str:
    """A word in double quotes, as systemd.syntax(7) wants it."""
    escaped = _single_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_specifiers_escaped(escaped)}"'


def _specifiers_escaped(text: str) -> str:
    return text.replace("%", "%%")


def _single_line(text: str) -> str:
    if not text.isprintable():
        raise CannotBeStarted("There is a new line or another hidden character in the name of a file or a setting.")
    return text


def windows_starter(config: PurePath, program: Sequence[str], user: str) -> Starter:
    """A scheduled task of one user: it starts when they sign in, and within a quarter of an hour if it stopped.

    ``program`` are the words before ``serve``, the first an absolute path; ``user`` as Windows names them,
    domain first.
    """
    name = name_of(config)
    words = [*program, "serve", str(config)]
    content = _TASK.format(
        config=escape(_single_line(str(config))),
        user=escape(_single_line(user)),
        executable=escape(_single_line(words[0])),
        arguments=escape(_single_line(subprocess.list2cmdline(words[1:]))),
        folder=escape(_single_line(str(config.parent))),
    )
    file_name = f"{name}.xml"
    commands = (
        ("schtasks", "/Create", "/TN", name, "/XML", file_name, "/F"),
        ("schtasks", "/Run", "/TN", name),
    )
    return Starter(file_name, _utf16(content), commands, (("schtasks", "/Delete", "/TN", name, "/F"),))


def _utf16(text: str) -> bytes:
    """As the Task Scheduler writes its own files, and as their first line says."""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>pepsheets keeps in step what {config} names</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Repetition>
        <Interval>PT15M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>false</Hidden>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{executable}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
