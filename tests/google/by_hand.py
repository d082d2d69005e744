"""The stand-in for Google Sheets, served for a while so that a person can try pepsheets with it.

Started by scripts/google_stand_in.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.google.keeping import keep_in, kept_in
from tests.google.server import keys
from tests.google.server.stand_in import StandIn
from tests.google.small_sheet import small_sheet

KINDS = ("pepmk", "trust", "cluster", "spp-nine", "spp-six")

WELCOME = """\
The stand-in for Google Sheets runs on this computer, at
    {url}
Open that address in a browser to see its sheets and to type into them. Nothing here reaches Google.

To let pepsheets use it, give these commands in another window first:
    export PEPSHEETS_GOOGLE_AT={url}
    export PEPSHEETS_HOME={home}
    pepsheets google login --key {key}
The second keeps your own sign-in to Google, if there is one, as it is.

{sheets}
It stops by itself after {hours:g} hours, or when you press Ctrl-C here.{kept}
"""


def arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/google_stand_in", description="Serves a stand-in for Google Sheets on this computer, for trials."
    )
    parser.add_argument("--port", type=int, default=8765, help="the port to listen on; 0 for any that is free")
    parser.add_argument("--hours", type=float, default=4, help="stop by itself after so many hours")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the sheets in this folder for the next time")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--empty", action="store_true", help="begin with one empty sheet")
    begin.add_argument(
        "--sample", choices=KINDS, metavar="KIND", help=f"begin with the worked example of a kind: {', '.join(KINDS)}"
    )
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Serves until the time is up or Ctrl-C is pressed."""
    asked = arguments(sys.argv[1:] if words is None else words)
    with tempfile.TemporaryDirectory(prefix="pepsheets-google-") as folder:
        try:
            return serve(asked, Path(folder))
        except OSError as taken:
            say(f"The stand-in could not start on port {asked.port}: {taken.strerror}. Choose another with --port.")
            return 2


def serve(asked: argparse.Namespace, folder: Path) -> int:
    sheets = kept_in(asked.keep) if asked.keep else None
    with StandIn(sheets=sheets, port=asked.port) as google:
        home = folder / "home"
        home.mkdir(mode=0o700)
        key = google.key.write(folder / "key.json")
        if asked.sample or asked.empty or not google.sheets.books:
            begin(google, asked, home, key)
        for sheet in google.sheets.books:
            google.share(sheet)
        say(welcome(google, asked, home, key))
        wait(asked.hours * 3600)
        if unexpected := google.unexpected():
            say("Meanwhile it was asked for what it does not know, or what Google would not take:")
            say("\n".join(f"    {one}" for one in dict.fromkeys(unexpected)))
        if asked.keep:
            keep_in(asked.keep, google.sheets)
    return 0


def begin(google: StandIn, asked: argparse.Namespace, home: Path, key: Path) -> None:
    """The first sheet: empty, a small one, or the worked example that pepsheets itself sets up."""
    if asked.empty:
        google.new_sheet("Partnership")
    elif asked.sample is None:
        small_sheet(google)
    else:
        sheet = google.new_sheet(f"Worked example: {asked.sample}")
        pepsheets(google, home, "google", "login", "--key", str(key))
        pepsheets(google, home, "new", asked.sample, f"google:{sheet}", "--sample")


def pepsheets(google: StandIn, home: Path, *words: str) -> None:
    """Runs the product against the stand-in, as the person will."""
    settings = {"PEPSHEETS_GOOGLE_AT": google.url, "PEPSHEETS_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "pepsheets", *words],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 2:
        say(f"pepsheets {' '.join(words)} did not work:\n{done.stderr}")


def welcome(google: StandIn, asked: argparse.Namespace, home: Path, key: Path) -> str:
    """How to begin, in plain words."""
    listed = "\n".join(
        f"    {google.sheets.get(one)['properties']['title']}:  google:{one}" for one in google.sheets.books
    )
    first = next(iter(google.sheets.books))
    if asked.empty:
        hint = f"Its sheet is empty, to be set up with for example:  pepsheets new pepmk google:{first} --sample"
    elif asked.sample:
        hint = f"To begin, try for example:  pepsheets check google:{first}"
    else:
        hint = "For a sheet that pepsheets can set up or check, start it with --empty, or with --sample and a kind."
    kept = f"\nIts sheets are then kept in {asked.keep}." if asked.keep else " Its sheets are gone then."
    sheets = f"Its sheets are shared with {keys.SERVICE_EMAIL}:\n{listed}\n{hint}\n"
    return WELCOME.format(url=google.url, home=home, key=key, sheets=sheets, hours=asked.hours, kept=kept)


def wait(seconds: float) -> None:
    """Until the time is up, or the person or the system asks to stop."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with suppress(KeyboardInterrupt):
        stopped.wait(seconds)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
