"""The stand-in for Google: Sheets, Drive and signing in, on loopback.

with StandIn() as google:
    sheet = google.new_sheet("Costs")
    ...                                  # the product, with PEPSHEETS_GOOGLE_AT=google.url and google.key.write(…)
    assert google.counts("write") == 1
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.google.server import keys
from tests.google.server.auth import SignIn
from tests.google.server.exchanges import Exchange, Log
from tests.google.server.faults import Faults
from tests.google.server.holdings import Holdings
from tests.google.server.pages import Pages
from tests.google.server.responding import Responding
from tests.google.server.wire import Wire
from tests.google.spreadsheets import Spreadsheets

Clock = Callable[[], float]


class StandIn:
    """A Google of one's own, from `with` to the end of the block."""

    def __init__(
        self,
        key: keys.ServiceKey | None = None,
        sheets: Spreadsheets | None = None,
        port: int = 0,
        clock: Clock = time.time,  # noqa: TID251 - google-auth signs with the time of this computer
    ) -> None:
        self.key = key or keys.service_key()
        self.sheets = sheets or Spreadsheets(owner=self.key.email)
        self.sign_in = SignIn(clock, self.key)
        self.faults = Faults()
        self.record = Log()
        self.holdings = Holdings(self.sheets)
        self.responding = Responding(self.holdings, self.sign_in, self.faults, self.record, Pages(self.holdings))
        self.wire = Wire(self.responding, port, self.record.failures.append)

    def __enter__(self) -> Self:
        self.wire.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wire.__exit__(kind, failure, trace)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.wire.url

    @property
    def log(self) -> list[Exchange]:
        """Every exchange, oldest first."""
        return self.record.exchanges

    def counts(self, kind: str) -> int:
        """How many calls of a kind came in: read, write, drive or token."""
        return self.record.counts(kind)

    def new_sheet(self, title: str = "Partnership", shared_with: str | None = "service", role: str = "writer") -> str:
        """The ID of a new empty sheet of the office's, shared with the service account, with an address, or nobody."""
        made = self.sheets.create({"properties": {"title": title, "locale": "en_GB", "timeZone": "Europe/London"}})
        spreadsheet_id = str(made["spreadsheetId"])
        self.holdings.own(spreadsheet_id, keys.PERSON_EMAIL)
        if shared_with is not None:
            self.share(spreadsheet_id, shared_with, role)
        return spreadsheet_id

    def share(self, spreadsheet_id: str, shared_with: str = "service", role: str = "writer") -> None:
        """The owner shares a sheet."""
        email = self.key.email if shared_with == "service" else shared_with
        self.holdings.share(spreadsheet_id, email, role)

    def expect_breach(self, about: str) -> None:
        """This test asks on purpose for what Google's description does not have; its report holds these words."""
        self.record.expect_breach(about)

    def unexpected(self) -> list[str]:
        """What a test must fail for: see the `google` fixture."""
        return self.record.unexpected()
