"""The words of ``pepsheets serve``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from pepsheets.faces.running import Job

EXAMPLES = ("serve", "serve partnership/pepsheets.toml", "serve --install", "serve --install --print", "serve --once")


def serve(
    config: Annotated[
        str, typer.Argument(metavar="CONFIG", help="The file that says what is kept in step with what.")
    ] = "pepsheets.toml",
    install: Annotated[
        bool, typer.Option("--install", help="Have it started by the computer itself; says the commands to type.")
    ] = False,
    only_show: Annotated[
        bool, typer.Option("--print", help="With --install: show what would be written, and write nothing.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Make one round of every share, and end.")] = False,
) -> Job:
    """Keep all shares in step by the clock, until you stop it.

    Shows a status page on this computer that says how each share stands and what waits for you, and raises an alarm
    when one has not been in step for too long. Stop it with Ctrl-C: a round that runs is finished first.

    Ends with status 0 once it was stopped, 2 if it could not start. With --once 0 if all is in step, 1 if something
    waits for you or some shares failed, 2 if nothing was done.
    """
    if only_show and not install:
        raise typer.BadParameter("--print shows what --install would write: give both.")
    if install and once:
        raise typer.BadParameter("--install and --once are two things: ask for one of them.")
    if install:
        from pepsheets.faces.service.installing import install as write_starter
        from pepsheets.faces.service.installing import this_system

        return Job(partial(write_starter, config, system=this_system(), only_show=only_show), config=config)
    from pepsheets.faces.service.serving import serve as keep_serving
    from pepsheets.faces.service.serving import serve_once

    return Job(partial(serve_once if once else keep_serving, config), config=config)
