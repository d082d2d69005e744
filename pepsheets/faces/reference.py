"""The reference of the commands, made from their own help."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

from pepsheets.faces.cli import app
from pepsheets.faces.sync_commands import with_names_joined

WIDTH = 100
_OPENING = """\
# The commands

Made from the help of the commands themselves by `scripts/build_reference.py`; do not edit it by hand.

Exit status: 0 done, and the data has no errors; 1 done, but errors wait for a person; 2 not done, nothing changed, and
the message says why (with `--json` as `{"error": {"kind", "message", "remedy"}}`).
"""


def commands() -> tuple[str, ...]:
    """The names of all commands, in the order of their help; those of a group stand behind its name."""
    own = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
    for group in app.registered_groups:
        commands = group.typer_instance.registered_commands if group.typer_instance else ()
        own += [f"{group.name} {each.name or each.callback.__name__}" for each in commands if each.callback]
    return tuple(own)


def commands_page() -> str:
    """The text of docs/commands.md."""
    return "\n".join((_OPENING, _section(), *(_section(*each.split()) for each in commands())))


def _section(*command: str) -> str:
    path = " ".join(("pepsheets", *command))
    return f"## {path}\n\n```text\n{_help(*command)}\n```\n"


def _help(*command: str) -> str:
    shown = StringIO()
    with redirect_stdout(shown):
        app(
            args=with_names_joined([*command, "--help"]),
            prog_name="pepsheets",
            standalone_mode=False,
            terminal_width=WIDTH,
        )
    return "\n".join(line.rstrip() for line in shown.getvalue().strip().splitlines())
