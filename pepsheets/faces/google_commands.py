"""The commands of ``pepsheets google``: what they are called and what they are given."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pepsheets.faces.examples import examples
from pepsheets.faces.running import DONE, Job

google = typer.Typer(
    help="Sign in to Google, so that Google Sheets can be opened.",
    epilog="docs/google.md shows every step, with a page for your school's administrator.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@google.callback()
def start(context: typer.Context) -> int:
    """Sign in to Google, so that Google Sheets can be opened."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return DONE


@google.command(epilog=examples("google login --key pepsheets-1a2b3c.json", "google login --client client_secret.json"))
def login(
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="FILE", help="Sign in as a service account, with its key file.", show_default=False
        ),
    ] = None,
    client: Annotated[
        str | None,
        typer.Option(
            "--client",
            metavar="FILE",
            help="Sign in with your own Google account in the browser, through your organisation's client file.",
            show_default=False,
        ),
    ] = None,
) -> Job:
    """Sign in to Google on this computer.

    With --key as a service account, with which you then share your sheets: best for work that runs by itself. With
    --client with your own account, in the browser. Without either, once more with your own account, as the last time.
    What signs you in is kept where only you can read it.
    """
    from functools import partial

    from pepsheets.faces.google_account import sign_in_again, sign_in_with_client, sign_in_with_key

    if key and client:
        raise typer.BadParameter("--key signs in as a service account, and --client with your own: give one of them.")
    if key:
        return Job(partial(sign_in_with_key, Path(key)))
    return Job(partial(sign_in_with_client, Path(client))) if client else Job(sign_in_again)


@google.command("share-address", epilog=examples("google share-address"))
def share_address() -> Job:
    """Show the address to share a sheet with, as an Editor, so that pepsheets can open it."""
    from pepsheets.faces.google_account import show_share_address

    return Job(show_share_address)


@google.command(epilog=examples("google status"))
def status() -> Job:
    """Tell who is signed in, and whether Google accepts it.

    Ends with status 0 if all is well, 1 if nobody is signed in, 2 if Google does not accept it.
    """
    from pepsheets.faces.google_account import show_status

    return Job(show_status)


@google.command(epilog=examples("google logout"))
def logout() -> Job:
    """Sign out of Google on this computer: the kept key or consent is deleted from it."""
    from pepsheets.faces.google_account import sign_out

    return Job(sign_out)
