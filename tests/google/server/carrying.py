"""Carries requests for Google's hosts to the stand-in: for tests of the stand-in itself, and to try things by hand.

The product has its own (`pepsheets/gateways/google_sheet/sessions.py`).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from requests.adapters import HTTPAdapter

HOSTS = (
    "sheets.googleapis.com",
    "www.googleapis.com",
    "oauth2.googleapis.com",
    "iamcredentials.googleapis.com",
    "accounts.google.com",
)


class Carrier(HTTPAdapter):
    """Sends a request for one of Google's hosts to the stand-in, with the host it was meant for beside it."""

    # What pickling and copying keep of an adapter: `requests` rebuilds it from these.
    __attrs__ = [*HTTPAdapter.__attrs__, "to"]  # noqa: RUF012 - as the base class has it

    def __init__(self, to: str) -> None:
        super().__init__()
        self.to = to

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        address = urlsplit(request.url or "")
        request.headers["X-Forwarded-Host"] = address.hostname or ""
        request.url = f"{self.to}{address.path}" + (f"?{address.query}" if address.query else "")
        return super().send(request, *args, **options)  # type: ignore[arg-type]  # passed on as they came


def carry(session: requests.Session, to: str) -> requests.Session:
    """Mounts the carrier for each of Google's hosts."""
    for host in HOSTS:
        session.mount(f"https://{host}", Carrier(to))
    return session


def signed_in(credentials: ServiceCredentials | PersonCredentials, to: str) -> AuthorizedSession:
    """A session of google-auth whose calls, and whose signing in, go to the stand-in."""
    signing_in = carry(requests.Session(), to)
    session: AuthorizedSession = AuthorizedSession(  # type: ignore[no-untyped-call]  # google-auth has no types
        credentials, auth_request=Request(signing_in)
    )
    carry(session, to)
    return session
