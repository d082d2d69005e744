"""The words of ``pepsheets share``: sheets that are kept in step with the workbook."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from pepsheets.faces.examples import examples
from pepsheets.faces.running import DONE, Job

share = typer.Typer(
    name="share",
    help="Set up which sheets are kept in step with the workbook.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)

ConfigPath = Annotated[
    str, typer.Option("--config", metavar="FILE", help="The file that says what is kept in step with what.")
]


@share.callback()
def start(context: typer.Context) -> int:
    """Set up which sheets are kept in step with the workbook."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return DONE


@share.command(
    epilog=examples(
        'share add group/steering.xlsx --workbook my.xlsx --name "Steering group" --tabs "Schools, Meetings"',
        'share add google:https://docs.google.com/… --name "Head teachers" --tabs Courses --read-only --every 1h',
    )
)
def add(  # noqa: PLR0913, PLR0917 - the words of the command
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS", help="The shared sheet: a path, or google: and its web address.", show_default=False
        ),
    ],
    workbook: Annotated[
        str | None, typer.Option("--workbook", metavar="ADDRESS", help="Your workbook; needed the first time.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What to call the share.")] = None,
    tabs: Annotated[
        str | None, typer.Option("--tabs", metavar="TABS", help="The tabs to share, with commas between them.")
    ] = None,
    audience: Annotated[
        str, typer.Option("--audience", help="Who can open the shared sheet: everyone, steering group or office.")
    ] = "everyone",
    read_only: Annotated[bool, typer.Option("--read-only", help="The others may read it, but not edit.")] = False,
    every: Annotated[str, typer.Option("--every", metavar="TIME", help="How often they are brought in step.")] = "15m",
    config: ConfigPath = "pepsheets.toml",
) -> Job:
    """Keep a sheet in step with your workbook.

    Writes it into the file pepsheets.toml, which is made if there is none; what stands there stays as it is. A workbook
    that does not exist yet at ADDRESS is made, with these tabs, by the first 'pepsheets sync'.
    """
    from pepsheets.faces.share_adding import Wish, add_share

    wish = Wish(address, workbook, name, tabs, audience, "read-only" if read_only else "two-way", every, config)
    return Job(partial(add_share, wish), config=config)


@share.command("list", epilog=examples("share list"))
def list_shares(config: ConfigPath = "pepsheets.toml") -> Job:
    """Show which sheets are kept in step with the workbook, and how."""
    from pepsheets.faces.share_telling import show_shares

    return Job(partial(show_shares, config), config=config)


@share.command("remove", epilog=examples('share remove "Steering group"'))
def remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The name of the share, as 'share list' shows it.", show_default=False)
    ],
    config: ConfigPath = "pepsheets.toml",
) -> Job:
    """Stop keeping a sheet in step with your workbook.

    Takes the share out of the file pepsheets.toml, where everything else stays as it stands. The workbook and the
    shared sheet keep all that is on them, and the history of the share is kept.
    """
    from pepsheets.faces.share_removing import remove_share

    return Job(partial(remove_share, config, name), config=config)
