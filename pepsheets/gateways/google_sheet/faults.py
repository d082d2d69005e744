"""What kind of failure a request to Google met: whether it was carried out, and whether to try again."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from http import HTTPStatus

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError
from urllib3.exceptions import NewConnectionError

FAILURES = (APIError, GoogleAuthError, requests.RequestException)
"""Everything that gspread, google-auth and requests raise for what happens outside of us."""

_STUMBLES = (500, 502, 503, 504)
_DRIVE_QUOTAS = ("rateLimitExceeded", "userRateLimitExceeded")


class Fault(Enum):
    """What happened, as far as trying again goes."""

    BUSY = auto()
    """Too many requests: it was not carried out, and may be tried again."""
    STUMBLED = auto()
    """Google failed: it may have been carried out."""
    CUT = auto()
    """The connection ended before the answer was whole: it may have been carried out."""
    TOO_SLOW = auto()
    """No answer within the time limit: it may have been carried out."""
    UNREACHED = auto()
    """It never left: there was no connection, or signing in did not get through."""
    REFUSED = auto()
    """Google said no, and will say no again."""

    @property
    def is_ambiguous(self) -> bool:
        return self in (Fault.STUMBLED, Fault.CUT, Fault.TOO_SLOW)


def fault_of(failure: Exception) -> Fault:
    """What kind of failure this is."""
    match failure:
        case APIError():
            return _of_answer(failure)
        case RefreshError():
            return Fault.BUSY if failure.retryable else Fault.REFUSED
        case TransportError():
            return Fault.UNREACHED
        case requests.RequestException():
            return _of_connection(failure)
        case _:
            return Fault.REFUSED


def _of_answer(failure: APIError) -> Fault:
    status = status_of(failure)
    if status == HTTPStatus.TOO_MANY_REQUESTS or is_drive_quota(failure):
        return Fault.BUSY
    return Fault.STUMBLED if status in _STUMBLES else Fault.REFUSED


def _of_connection(failure: requests.RequestException) -> Fault:
    if isinstance(failure, requests.exceptions.SSLError | requests.exceptions.ProxyError | requests.ConnectTimeout):
        return Fault.UNREACHED
    if isinstance(failure, requests.ReadTimeout):
        return Fault.TOO_SLOW
    if isinstance(failure, requests.ConnectionError) and _never_connected(failure):
        return Fault.UNREACHED
    cuts = (
        requests.ConnectionError,
        requests.exceptions.ChunkedEncodingError,
        requests.exceptions.ContentDecodingError,
    )
    return Fault.CUT if isinstance(failure, (*cuts, requests.JSONDecodeError)) else Fault.REFUSED


def _never_connected(failure: requests.ConnectionError) -> bool:
    return any(isinstance(getattr(said, "reason", None), NewConnectionError) for said in failure.args)


def status_of(failure: APIError) -> int:
    """The status of Google's answer, also where its body says nothing."""
    return failure.response.status_code


def is_drive_quota(failure: APIError) -> bool:
    """Whether this is how the Drive API says that there were too many requests."""
    errors = failure.error.get("errors")
    return isinstance(errors, list) and any(
        isinstance(each, dict) and each.get("reason") in _DRIVE_QUOTAS for each in errors
    )


def seconds_asked(failure: Exception, now: datetime) -> float | None:
    """For how long Google asks us to wait, if it does: RFC 9110 §10.2.3, a number of seconds or a date."""
    asked = failure.response.headers.get("Retry-After", "").strip() if isinstance(failure, APIError) else ""
    if asked.isdecimal():
        return float(asked)
    try:
        return max((parsedate_to_datetime(asked) - now.astimezone()).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
