"""A PostgreSQL server that lives as long as the tests, in a folder of its own, reached through that folder alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

_STARTS_WITHIN = 60.0
# Nobody's data: what makes a server slow and safe is off.
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=16MB")


def programs() -> tuple[str, ...]:
    """Where Debian keeps the server's programs, newest version first: it puts them on nobody's PATH."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return tuple(map(str, sorted(folders, key=lambda folder: -float(folder.parent.name))))


@dataclass(frozen=True)
class Server:
    """A server that runs. Each test has a schema of its own on it, much quicker to make than a database."""

    folder: Path

    def address(self, schema: str = "public", user: str = "postgres") -> str:
        return f"postgresql://{user}@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"

    def run(self, command: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(command.encode())

    def end_connections(self) -> None:
        """What a restart of the server looks like from the other end."""
        ours = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
        self.run(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {ours}")


@contextmanager
def running() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pepsheets-postgresql-"))
    try:
        _give_away(folder)
        data = str(folder / "data")
        _run("initdb", "--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        settings = [word for setting in _QUICK for word in ("-c", setting)]
        with _started(["postgres", "-D", data, "-k", str(folder), *settings], folder) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(command: Sequence[str], folder: Path) -> Iterator[Server]:
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(_as_somebody(command), stdout=output, stderr=output)
    try:
        server = Server(folder)
        _wait_for(server, process, log)
        yield server
    finally:
        # In the server's own words an immediate shutdown: it writes nothing more, for its folder goes as well.
        process.send_signal(signal.SIGQUIT)
        process.wait(_STARTS_WITHIN)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(round(_STARTS_WITHIN / 0.05)):
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


def _somebody() -> str | None:
    """Whom the server runs as, where we are root: it refuses to be that."""
    import pwd

    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known) if os.geteuid() == 0 else None


def _give_away(folder: Path) -> None:
    if somebody := _somebody():
        shutil.chown(folder, somebody)


def _as_somebody(command: Sequence[str]) -> list[str]:
    somebody = _somebody()
    if somebody is None:
        return list(command)
    import pwd

    user = pwd.getpwnam(somebody)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *command]


def _run(*command: str) -> None:
    done = subprocess.run(_as_somebody(command), capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
