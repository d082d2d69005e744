"""gspread's own client with what it lacks: time limits, and patience that has an end."""

from __future__ import annotations

from typing import Any

from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Response, Session
from requests.exceptions import ContentDecodingError

from pepsheets.gateways.google_sheet.faults import FAILURES, Fault, fault_of, seconds_asked
from pepsheets.gateways.google_sheet.pacing import Pace, Patience
from pepsheets.gateways.google_sheet.sessions import TIME_LIMITS

TRIES_WITHOUT_NETWORK = 3
"""Somebody may be waiting at the screen: without a network we say so soon."""


class PatientClient(HTTPClient):
    """Sends a request, and sends it again where that is safe and worth it, until the budget is used up.

    Too many requests: always, for nothing was carried out. Google's own failures and cut connections: reads alone,
    for a write may have been carried out.
    """

    def __init__(self, connections: Session, pace: Pace) -> None:
        # The connections are signed in already: gspread has no use for credentials.
        super().__init__(None, connections)  # type: ignore[arg-type]  # gspread's word for it: "simply pass auth=None"
        self.set_timeout(TIME_LIMITS)
        self._pace = pace

    def request(  # noqa: PLR0913, PLR0917 - the arguments of gspread's own
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Any = None,
        files: FileType = None,
        headers: Any = None,
    ) -> Response:
        """One request, tried with patience."""
        patience = Patience(self._pace)
        while True:
            try:
                return self._once(method, endpoint, params, data, json, files, headers)
            except FAILURES as failure:
                if not self._waits(patience, failure, is_read=method.casefold() == "get"):
                    raise

    def _once(self, *request: Any) -> Response:
        try:
            return super().request(*request)
        except (KeyError, TypeError, AttributeError) as unreadable:
            # gspread stumbles over an error whose body is JSON of a shape that Google never uses: not Google answered.
            raise ContentDecodingError("an answer that is not Google's") from unreadable

    def _waits(self, patience: Patience, failure: Exception, *, is_read: bool) -> bool:
        fault = fault_of(failure)
        if fault is Fault.REFUSED or (fault.is_ambiguous and not is_read):
            return False
        most_tries = TRIES_WITHOUT_NETWORK if fault is Fault.UNREACHED else None
        return patience.waits(seconds_asked(failure, self._pace.now()), most_tries)
