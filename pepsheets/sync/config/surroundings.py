"""What a pepsheets.toml says besides its shares: the store, the mail of the alarm, the status page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from pepsheets.sync.config.addresses import absolute
from pepsheets.sync.config.declared import Encryption, Mail, Service
from pepsheets.sync.config.document import Section, Unreadable
from pepsheets.sync.config.mistakes import Mistake, shown
from pepsheets.sync.config.settings import Settings

ENCRYPTIONS: tuple[Encryption, ...] = get_args(Encryption)
PORTS = range(1, 65536)
PASSWORD_SETTING = "PEPSHEETS_MAIL_PASSWORD"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_PORT: dict[Encryption, int] = {"starttls": 587, "from the start": 465, "none": 25}
_MAIL_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+", re.ASCII)
_SETTING_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SQLITE = "sqlite:///"
_SERVERS = ("postgresql://", "postgresql+psycopg://")
_PASSWORD_IN_URL = re.compile(r"//[^/@]*:[^/]*@|[?&]password=", re.IGNORECASE)


def section(root: Section, name: str, mistakes: list[Mistake]) -> Settings | None:
    """The settings below a heading; nothing where the heading is not there."""
    entry = root.entries.get(name)
    if entry is None or isinstance(entry.value, Unreadable):
        return None
    if isinstance(entry.value, Section):
        return Settings(entry.value, name, mistakes)
    sentence = f"'{name}' is a heading. Write [{name}] on a line of its own, and what belongs to it below."
    mistakes.append(Mistake(entry.line, sentence))
    return None


def read_store(settings: Settings | None, folder: Path) -> str | None:
    """Where the store is: a path, or a server's address. It may hold a secret by mistake, so no message repeats it."""
    url = settings.text("url") if settings else None
    if settings is None or url is None:
        return None
    if "://" not in url or url.startswith(_SQLITE):
        return absolute(url.removeprefix(_SQLITE), folder)
    if not url.startswith(_SERVERS):
        settings.mistaken("url", "this is no address of a store. Begin it with postgresql://, or give a path.")
    elif _PASSWORD_IN_URL.search(url):
        sentence = "a password never stands in this file. Take it out: PostgreSQL finds it in its own password file, "
        settings.mistaken("url", f"{sentence}or in the environment setting PGPASSWORD.")
    return url


def read_service(settings: Settings | None) -> Service:
    """Where the status page is shown."""
    if settings is None:
        return Service()
    return Service(settings.text("host") or Service().host, settings.whole("port", PORTS) or Service().port)


def read_mail(settings: Settings | None, folder: Path) -> Mail | None:
    """How the alarm is mailed; nothing where it is not, or where something needed is amiss."""
    if settings is None:
        return None
    host, sender = settings.text("host"), _mail_address(settings, "from")
    recipients = _recipients(settings)
    tls = settings.choice("tls", ENCRYPTIONS) or ENCRYPTIONS[0]
    port = settings.whole("port", PORTS) or _PORT[tls]
    user = settings.text("user")
    setting, file = _password(settings, user, folder)
    _refuse_open_password(settings, host, user, tls)
    if host is None or sender is None or not recipients:
        return None
    return Mail(host, port, tls, user, setting, file, sender, recipients)


def _mail_address(settings: Settings, key: str) -> str | None:
    text = settings.text(key)
    return None if text is None else _checked(settings, key, text)


def _checked(settings: Settings, key: str, text: str) -> str | None:
    if _MAIL_ADDRESS.fullmatch(text):
        return text
    settings.mistaken(key, f"{shown(text)} is no mail address. Write it like 'office@school.example'.", text)
    return None


def _recipients(settings: Settings) -> tuple[str, ...]:
    entry = settings.entry("to")
    if entry is None:
        return ()
    texts = settings.texts("to") if isinstance(entry.value, list) else _single(settings.text("to"))
    return tuple(checked for text in texts or () if (checked := _checked(settings, "to", text)))


def _single(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def _password(settings: Settings, user: str | None, folder: Path) -> tuple[str | None, Path | None]:
    """The environment setting or the file that holds the password."""
    setting, file = settings.text("password_setting"), settings.text("password_file")
    if setting is not None and not _SETTING_NAME.fullmatch(setting):
        # It may be the password itself, so it is not repeated.
        sentence = "this is no name of an environment setting. Give its name, like PEPSHEETS_MAIL_PASSWORD, never the "
        settings.mistaken("password_setting", f"{sentence}password itself.")
    if setting is not None and file is not None:
        settings.mistaken("password_setting", "the password is in a setting or in a file. Take one of the two out.")
    if (setting or file) and not settings.has("user"):
        settings.mistaken("password_setting" if setting else "password_file", "whose password is it? Add user.")
    if file is not None:
        return None, folder / file
    return setting or (PASSWORD_SETTING if user else None), None


def _refuse_open_password(settings: Settings, host: str | None, user: str | None, tls: Encryption) -> None:
    if user and tls == "none" and host not in LOOPBACK:
        settings.mistaken("tls", "the password would go through the network for all to read. Write tls = 'starttls'.")
