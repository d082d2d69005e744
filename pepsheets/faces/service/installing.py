"""``serve --install``: the operating system itself starts the service, at the latest when its user signs in."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pepsheets.faces.failures import home
from pepsheets.faces.running import DONE, Run
from pepsheets.faces.screen import Screen
from pepsheets.faces.starters import CannotBeStarted, Starter, systemd_starter, windows_starter
from pepsheets.sheets import AddressTaken, FileCannotBeSaved
from pepsheets.sync.config import Config, read_config

PASSED_ON = ("PEPSHEETS_BACKUPS", "PEPSHEETS_HOME", "PEPSHEETS_STORE", "XDG_DATA_HOME")
OURS = b"# Written by 'pepsheets serve --install'."


@dataclass(frozen=True, slots=True)
class System:
    """The computer on which the service shall start by itself."""

    platform: str
    environment: Mapping[str, str]
    python: Path
    user_folder: Path
    user: str

    @property
    def is_windows(self) -> bool:
        return self.platform == "win32"

    @property
    def settings(self) -> Mapping[str, str]:
        """What this window knows, and a service that starts by itself would not."""
        return {name: self.environment[name] for name in PASSED_ON if self.environment.get(name)}


def this_system() -> System:
    """The computer that we are on."""
    domain = os.environ.get("USERDOMAIN")
    user = f"{domain}\\{getpass.getuser()}" if domain else getpass.getuser()
    return System(sys.platform, os.environ, Path(sys.executable), Path.home(), user)


def install(path: str, run: Run, system: System, *, only_show: bool = False) -> int:
    """Write the starter, and say by which commands it is made known. With ``only_show`` nothing is written."""
    config = read_config(Path(path).absolute())
    starter = starter_of(config, system)
    if only_show:
        text = starter.content.decode("utf-16" if system.is_windows else "utf-8")
        run.screen.raw(text.replace("\r\n", "\n"))
        return DONE
    place = _folder(system) / starter.file_name
    _write(place, starter.content)
    _tell(run.screen, place, starter, system)
    for warning in _warnings(config, system):
        run.screen.message(warning)
    return DONE


def starter_of(config: Config, system: System) -> Starter:
    """What this operating system wants to be told."""
    if _has_password(system.settings.get("PEPSHEETS_STORE", "")):
        raise CannotBeStarted("The setting PEPSHEETS_STORE holds a password, which is never written down.", _PASSWORD)
    if system.is_windows:
        return windows_starter(config.path, _program(system), system.user)
    if system.platform == "linux":
        return systemd_starter(config.path, _program(system), system.settings)
    raise CannotBeStarted(
        "pepsheets knows how services are started by themselves on Windows and on Linux with systemd, not here.",
        "Nothing was changed. Let 'pepsheets serve' be started by whatever starts programs on this computer.",
    )


def _program(system: System) -> Sequence[str]:
    """The words before ``serve``. On Windows it runs without a window, which somebody would close."""
    if not system.is_windows:
        return (str(system.python), "-m", "pepsheets")
    windowless = system.python.with_name("pythonw.exe")
    return (str(windowless if windowless.exists() else system.python), "-m", "pepsheets.faces.service")


def _has_password(store: str) -> bool:
    return "://" in store and urlsplit(store).password is not None


def _folder(system: System) -> Path:
    if system.is_windows:
        return home(system.environment) / "service"
    return Path(system.environment.get("XDG_CONFIG_HOME") or system.user_folder / ".config") / "systemd" / "user"


def _write(place: Path, content: bytes) -> None:
    """Put it there; one that somebody else wrote is left alone."""
    try:
        if place.suffix == ".service" and place.exists() and not place.read_bytes().startswith(OURS):
            raise AddressTaken(f"'{place}' was not written by pepsheets.", "Move it away, and try again.")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except OSError as error:
        raise FileCannotBeSaved(f"'{place}' could not be written.") from error


def _tell(screen: Screen, place: Path, starter: Starter, system: System) -> None:
    screen.say(f"Written: {place}", "bold")
    screen.say("Now type these, one after the other:")
    for command in starter.commands:
        screen.copyable(_typed(command, starter, place))
    when = "you sign in" if system.is_windows else "the computer starts"
    screen.say(f"From then on it starts by itself when {when}, and again if it failed.")
    screen.say("To stop it for good:")
    for command in starter.undo:
        screen.copyable(_typed(command, starter, place))


def _typed(command: Sequence[str], starter: Starter, place: Path) -> str:
    """A command as it is typed, with the whole path of the file."""
    words = [str(place) if word == starter.file_name and place.suffix == ".xml" else word for word in command]
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def _warnings(config: Config, system: System) -> Sequence[str]:
    mail = config.mail
    found = []
    if mail is not None and mail.password_setting and not mail.password_file:
        found.append(_NO_PASSWORD.format(setting=mail.password_setting))
    if system.is_windows and system.settings:
        found.append(_WINDOWS_SETTINGS.format(names=" and ".join(system.settings)))
    return found


_PASSWORD = (
    "Nothing was changed. Put the address without its password below [store] in pepsheets.toml, and the password into "
    "the password file of PostgreSQL."
)
_NO_PASSWORD = (
    "The password of the mail server stands in the setting {setting}, which a service that starts by itself does not "
    "have. Keep it in a file, and name that with password_file below [mail] in pepsheets.toml."
)
_WINDOWS_SETTINGS = (
    "{names}: set in this window, and not known to a task that starts by itself. Keep it for good with setx, or under "
    "'Edit environment variables for your account'."
)
