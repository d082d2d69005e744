"""Every word of a pepsheets.toml: what it holds, what goes where it is left out, and what it is for.

The reader knows no other words than these, and the page docs/pepsheets-toml.md is checked against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Key:
    """One word: an example as it stands in the file, what goes when it is left out, and what it is for."""

    name: str
    example: str
    left_out: str
    meaning: str

    @property
    def line(self) -> str:
        """The example as a line of the file."""
        return f"{self.name} = {self.example}"


def _by_name(*keys: Key) -> Mapping[str, Key]:
    return {key.name: key for key in keys}


TOP = ""
"""The section of what stands above all headings."""

SECTIONS: Mapping[str, Mapping[str, Key]] = {
    TOP: _by_name(
        Key("workbook", "'my.xlsx'", NEEDED, "The manager's workbook: a path, or google: and a web address."),
        Key(
            "alarm_after",
            "'2h'",
            "2h, and never less than twice every",
            "How old the last good round of a share may be before the alarm is raised.",
        ),
    ),
    "store": _by_name(
        Key(
            "url",
            "'postgresql://partnership@db.example/pepsheets'",
            "a file in your own data folder",
            "Where the state last agreed on and the history are kept: a server, or a path. No password stands in it: "
            "PostgreSQL takes that from its own password file or from PGPASSWORD.",
        ),
    ),
    "mail": _by_name(
        Key("host", "'smtp.school.example'", NEEDED, "The mail server that takes the alarm."),
        Key("port", "587", "587, 465 or 25, as tls wants it", "The port of the mail server."),
        Key(
            "tls",
            "'starttls'",
            "starttls",
            "How the way to the server is encrypted: starttls, from the start (port 465), or none.",
        ),
        Key("user", "'partnership'", "no signing in", "The name to sign in with."),
        Key(
            "password_setting",
            "'PEPSHEETS_MAIL_PASSWORD'",
            "PEPSHEETS_MAIL_PASSWORD, where a user is named",
            "The environment setting that holds the password.",
        ),
        Key(
            "password_file", "'mail-password.txt'", "none", "A file that holds the password and that only you can read."
        ),
        Key("from", "'pepsheets@school.example'", NEEDED, "Whom the alarm comes from."),
        Key("to", "['office@school.example']", NEEDED, "Whom the alarm goes to: one address or several."),
    ),
    "service": _by_name(
        Key("host", "'127.0.0.1'", "127.0.0.1, this computer alone", "The address the status page is shown at."),
        Key("port", "8765", "8765", "The port of the status page."),
    ),
    "share": _by_name(
        Key("name", "'Steering group'", NEEDED, "What the share is called, in messages and in the history."),
        Key(
            "address",
            "'group/steering.xlsx'",
            NEEDED,
            "The shared sheet: a path, or google: and a web address. A file that does not exist yet is made.",
        ),
        Key("tabs", "['Schools', 'Meetings']", NEEDED, "The tabs that are kept in step."),
        Key(
            "columns",
            "{ Meetings = ['Meeting', 'Kind', 'Date'] }",
            "all that the audience may see",
            "For each tab the headings that are shared; with one tab, simply the list.",
        ),
        Key(
            "audience",
            "'everyone'",
            "everyone",
            "Who can open the shared sheet: everyone, steering group or office. What they may not see stays out.",
        ),
        Key(
            "direction",
            "'two-way'",
            "two-way",
            "two-way: both sides edit. read-only: what the others type is put back and kept in the history.",
        ),
        Key("every", "'15m'", "15m", "How often a round is made: a number and s, m, h or d."),
        Key(
            "extra_columns",
            "['Remarks']",
            "false",
            "Which of your own columns go along: true for all of them, or a list of headings.",
        ),
    ),
}
