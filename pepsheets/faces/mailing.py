"""The alarm as a mail, sent through the mail server that pepsheets.toml names.

No message of ours repeats the password; nor does it repeat what a server answers, which may quote anything.
"""

from __future__ import annotations

import smtplib
import ssl
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from pepsheets.sheets import GatewayError
from pepsheets.sync.alarm import Alarm
from pepsheets.sync.config import Mail

PATIENCE = 30.0
"""Seconds that the server has for each answer."""


class MailNotSent(GatewayError):
    """The alarm could not be mailed."""

    remedy = "Check what stands below [mail] in pepsheets.toml."


class PasswordNotKept(MailNotSent):
    """The password of the mail server is not where it should be, or not for its owner alone."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is mailed."""

    subject: str
    text: str


def letter_of(alarms: Sequence[Alarm], computer: str) -> Letter:
    """The letter for shares that are overdue. ``computer`` tells its reader where to look."""
    names = ", ".join(alarm.share for alarm in alarms)
    sentences = "\n\n".join(alarm.sentence for alarm in alarms)
    text = (
        f"{sentences}\n\nNothing is lost: what was typed stands where it was typed, and waits for the next good round."
    )
    sign = f"This was written by pepsheets on the computer '{computer}'. It comes again each day until all is in step."
    return Letter(f"Not in step: {names}", f"{text}\n\n{sign}\n")


def send(
    mail: Mail, letter: Letter, password: str | None, now: datetime, context: ssl.SSLContext | None = None
) -> tuple[str, ...]:
    """Mail the letter; to whom the server would not carry it. ``now`` has its time zone.

    Raises ``MailNotSent`` where nobody gets it.
    """
    context = context or ssl.create_default_context()
    with _told(mail), _connected(mail, context) as server:
        if mail.tls == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, password or "")
        return tuple(server.send_message(_message(mail, letter, now)))


def _connected(mail: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    if mail.tls == "from the start":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)


def _message(mail: Mail, letter: Letter, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.recipients)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


@contextmanager
def _told(mail: Mail) -> Iterator[None]:
    """Whatever goes wrong on the way is said in a sentence."""
    at = f"the mail server {mail.host}, port {mail.port},"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailNotSent(
            f"The alarm was not mailed: {at} cannot prove that it is who it says.", _CERTIFICATE
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        what, remedy = next(told for kind, told in _TOLD if isinstance(_what_happened(error), kind))
        raise MailNotSent(f"The alarm was not mailed: {at} {what}.", remedy) from error


def _what_happened(error: Exception) -> Exception:
    """A server that never answers; to smtplib it is one that hung up."""
    return error.__context__ if isinstance(error.__context__, TimeoutError) else error


_CERTIFICATE = "Check host in pepsheets.toml; else ask whoever looks after the mail server about its certificate."
_TOLD: tuple[tuple[type[Exception], tuple[str, str]], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        (
            "did not accept the user's name and password",
            "Check user, and the password where it is kept. Many servers want an app password, made for one program.",
        ),
    ),
    (
        smtplib.SMTPNotSupportedError,
        (
            "does not offer what was asked of it",
            "Check tls, and whether the server wants a user at all, in pepsheets.toml.",
        ),
    ),
    (
        smtplib.SMTPSenderRefused,
        (
            "does not carry mail from this sender",
            "Check from in pepsheets.toml: often it must be the user's own address.",
        ),
    ),
    (
        smtplib.SMTPRecipientsRefused,
        ("carries mail to none of the recipients", "Check to in pepsheets.toml."),
    ),
    (ssl.SSLError, ("does not speak the encryption that was asked for", "Check port and tls in pepsheets.toml.")),
    (smtplib.SMTPException, ("did not take it", "Try again later; check [mail] in pepsheets.toml if it goes on.")),
    (TimeoutError, ("does not answer", "Check host and port in pepsheets.toml, and the network.")),
    (OSError, ("cannot be reached", "Check host and port in pepsheets.toml, and the network.")),
)


def password_of(mail: Mail, environment: Mapping[str, str]) -> str | None:
    """The password, from the environment or from its file; none where nobody signs in.

    Raises ``PasswordNotKept`` where it is not there, or where others could read it too.
    """
    if mail.user is None:
        return None
    if mail.password_file is not None:
        return _in_file(mail.password_file)
    found = environment.get(mail.password_setting or "")
    if not found:
        raise PasswordNotKept(
            f"The environment setting {mail.password_setting}, meant for the password of the mail server, is empty.",
            "Set it for whoever runs pepsheets, or name a file with password_file in pepsheets.toml.",
        )
    return found


def _in_file(path: Path) -> str:
    try:
        _refuse_open_to_others(path)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise PasswordNotKept(
            f"The file '{path}', which should hold the password of the mail server, cannot be read.",
            "Make it with one line, the password, or correct password_file in pepsheets.toml.",
        ) from error
    if not lines or not lines[0].strip():
        raise PasswordNotKept(
            f"The file '{path}' is empty.", "Put the password of the mail server into its first line."
        )
    return lines[0].strip()


def _refuse_open_to_others(path: Path) -> None:
    """Windows keeps a user's own folder to the user; its rights cannot be read from the mode."""
    if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PasswordNotKept(
            f"Others on this computer may read '{path}', which holds the password of the mail server.",
            f"Keep it to yourself: chmod 600 '{path}'.",
        )
