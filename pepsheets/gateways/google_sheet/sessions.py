"""The connections to Google: to its hosts and nowhere else, always with a time limit.

For trials and tests the setting PEPSHEETS_GOOGLE_AT names a server on this computer that takes Google's place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from requests.adapters import BaseAdapter, HTTPAdapter

from pepsheets.gateways.google_sheet.refusals import ElsewhereRefused

SETTING = "PEPSHEETS_GOOGLE_AT"
HOSTS = (
    "sheets.googleapis.com",
    "www.googleapis.com",
    "oauth2.googleapis.com",
    "iamcredentials.googleapis.com",
    "accounts.google.com",
)
TIME_LIMITS = (10.0, 180.0)
"""Seconds to connect, and to answer: after 180 seconds Google itself gives up on a request ("Usage limits", 2025)."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def stand_in(environment: Mapping[str, str] | None = None) -> str | None:
    """The server on this computer that takes Google's place, if the setting names one."""
    named = (os.environ if environment is None else environment).get(SETTING, "").strip()
    if not named:
        return None
    try:
        place = urlsplit(named)
        is_here = place.scheme == "http" and place.hostname in _LOOPBACK and place.port is not None
    except ValueError:
        is_here = False
    if not is_here:
        raise ElsewhereRefused(
            f"The setting {SETTING} may name a server on this computer alone, like http://127.0.0.1:8080.",
            "Clear the setting: it is made for trials, and pepsheets then speaks to Google itself.",
        )
    return named


def signed_in(credentials: Credentials) -> AuthorizedSession:
    """Connections that open what these credentials may open. Tokens are drawn and renewed as needed."""
    connections = AuthorizedSession(  # type: ignore[no-untyped-call]  # as google-auth has it
        credentials, auth_request=Request(only_google(requests.Session()))
    )
    only_google(connections)
    # Google packs a large reply only for those whose name says that they want it.
    connections.headers["User-Agent"] = "pepsheets (gzip)"
    return connections


def only_google(connections: requests.Session) -> requests.Session:
    """The connections, no longer able to reach anything but Google's hosts."""
    place = stand_in()
    connections.adapters.clear()
    connections.mount("http://", RefusingAdapter())
    connections.mount("https://", RefusingAdapter())
    for host in HOSTS:
        connections.mount(f"https://{host}/", RedirectingAdapter(place) if place else TimedAdapter())
    return connections


class TimedAdapter(HTTPAdapter):
    """A connection that never waits for ever: google-auth asks for some things without a time limit."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer, or a failure within the time limit."""
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = TIME_LIMITS
        return super().send(request, *args, **kwargs)


class RedirectingAdapter(TimedAdapter):
    """Carries requests for Google to the server that takes its place. google-auth copies adapters with their place."""

    __attrs__: ClassVar[list[str]] = [*HTTPAdapter.__attrs__, "place"]  # type: ignore[misc]  # requests: no ClassVar

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer of the stand-in, as if it were Google's."""
        asked, here = urlsplit(request.url or ""), urlsplit(self.place)
        carried = request.copy()
        carried.url = urlunsplit((here.scheme, here.netloc, asked.path, asked.query, ""))
        carried.headers["X-Forwarded-Host"] = asked.netloc
        kwargs["proxies"] = None
        response = super().send(carried, *args, **kwargs)
        response.request, response.url = request, request.url or ""
        return response


class RefusingAdapter(BaseAdapter):
    """Refuses every request: a key file, a client file or a redirect may name somebody else's server."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Never an answer."""
        host = urlsplit(request.url or "").hostname
        raise ElsewhereRefused(
            f"pepsheets was sent to '{host}', which is not Google, and did not go there.",
            "If you signed in with a file that somebody gave you, do not use it: sign in with one from Google itself.",
        )

    def close(self) -> None:
        """There is nothing to close."""
