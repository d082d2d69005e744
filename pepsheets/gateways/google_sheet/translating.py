"""Failures of gspread, google-auth and requests, told in our words. None of theirs leaves the door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

import requests
from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError

from pepsheets.gateways.google_sheet import refusals, sign_in_refusals
from pepsheets.gateways.google_sheet.credentials import Account
from pepsheets.gateways.google_sheet.faults import FAILURES, Fault, fault_of, seconds_asked, status_of
from pepsheets.gateways.google_sheet.pacing import Pace
from pepsheets.sheets import GatewayError


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks Google for what, as far as its refusals are told differently."""

    account: Account
    pace: Pace
    is_write: bool = False


@contextmanager
def in_our_words(asking: Asking) -> Iterator[None]:
    """Whatever fails inside is told in our words."""
    try:
        yield
    except FAILURES as failure:
        raise refusal_of(failure, asking) from failure


def refusal_of(failure: Exception, asking: Asking) -> GatewayError:
    """What to tell of a failure."""
    fault = fault_of(failure)
    if asking.is_write and fault.is_ambiguous:
        return refusals.AnswerLost()
    if fault is Fault.REFUSED:
        return _refused(failure, asking)
    return _unreached(failure) if fault is Fault.UNREACHED else _unanswered(failure, fault, asking.pace)


def _unanswered(failure: Exception, fault: Fault, pace: Pace) -> GatewayError:
    when = pace.when_to_try_again(seconds_asked(failure, pace.now()))
    match fault:
        case Fault.BUSY if isinstance(failure, APIError):
            return refusals.GoogleBusy(when)
        case Fault.CUT:
            return refusals.WebFilterInTheWay() if _is_a_page(failure) else refusals.ConnectionBroke()
        case Fault.TOO_SLOW:
            return refusals.TookTooLong()
        case _:
            return refusals.GoogleUnwell(when)


def _is_a_page(failure: Exception) -> bool:
    """Whether a page for people came instead of an answer: a web filter shows such pages."""
    page = getattr(failure, "doc", "") or (failure.response.text if isinstance(failure, APIError) else "")
    return str(page).lstrip().startswith("<")


def _unreached(failure: Exception) -> GatewayError:
    """Google-auth wraps what happened on the way: the innermost failure says most."""
    causes = [failure, *failure.args, failure.__cause__]
    if any(isinstance(cause, requests.exceptions.SSLError) for cause in causes):
        return refusals.WebFilterInTheWay()
    if any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes):
        return refusals.ProxyInTheWay()
    return refusals.NoNetwork()


def _refused(failure: Exception, asking: Asking) -> GatewayError:
    if isinstance(failure, APIError):
        return _of_answer(failure, asking)
    if isinstance(failure, GoogleAuthError):
        return _of_sign_in(failure, asking.account)
    return refusals.RequestRefused(type(failure).__name__)


def _of_answer(failure: APIError, asking: Asking) -> GatewayError:
    match status_of(failure):
        case HTTPStatus.UNAUTHORIZED:
            return _ended(asking.account)
        case HTTPStatus.FORBIDDEN:
            return _forbidden(failure, asking)
        case HTTPStatus.NOT_FOUND:
            return refusals.SheetNotFound(asking.account.address)
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return refusals.TooLarge()
        case HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return refusals.ProxyInTheWay()
        case _:
            return _not_understood(_words(failure), asking)


def _not_understood(words: str, asking: Asking) -> GatewayError:
    if "not supported for this document" in words:
        return refusals.NotAGoogleSheet()
    if not asking.is_write:
        return refusals.RequestRefused(words)
    if "protected cell or object" in words:
        return refusals.CellsProtected(asking.account.address)
    return refusals.BatchRefused(words)


def _forbidden(failure: APIError, asking: Asking) -> GatewayError:
    words, reasons = _words(failure), _reasons(failure)
    if _is_a_page(failure):
        return refusals.WebFilterInTheWay()
    if "SERVICE_DISABLED" in reasons or "accessNotConfigured" in reasons or "is disabled. Enable it" in words:
        project = re.search(r"project[= ](\d+)", words)
        return refusals.ApiNotEnabled(project.group(1) if project else asking.account.project)
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons or "insufficient authentication scopes" in words:
        return sign_in_refusals.ConsentIncomplete()
    if "domainPolicy" in reasons or "administrator" in words:
        return sign_in_refusals.ForbiddenByAdministrator()
    if asking.is_write:
        return refusals.SheetNotChangeable(asking.account.address)
    return refusals.SheetNotShared(asking.account.address)


def _words(failure: APIError) -> str:
    return str(failure.error.get("message", ""))


def _reasons(failure: APIError) -> frozenset[str]:
    """The short words by which Google tells its refusals apart, in the manner of each of its programs."""
    given = (failure.error.get("details"), failure.error.get("errors"))
    return frozenset(
        str(each["reason"])
        for several in given
        if isinstance(several, list)
        for each in several
        if isinstance(each, dict) and "reason" in each
    )


_BY_SIGN_IN_ERROR: Mapping[str, Callable[[], GatewayError]] = {
    "access_denied": sign_in_refusals.ForbiddenByAdministrator,
    "admin_policy_enforced": sign_in_refusals.ForbiddenByAdministrator,
    "deleted_client": sign_in_refusals.ClientUnknown,
    "disabled_client": sign_in_refusals.ClientUnknown,
    "invalid_client": sign_in_refusals.ClientUnknown,
    "invalid_scope": sign_in_refusals.ConsentIncomplete,
    "org_internal": sign_in_refusals.ForbiddenByAdministrator,
    "unauthorized_client": sign_in_refusals.ForbiddenByAdministrator,
}


def _of_sign_in(failure: GoogleAuthError, account: Account) -> GatewayError:
    """RFC 6749 §5.2 names the errors; what Google means by ``invalid_grant`` stands in its description alone."""
    said = " ".join(str(each) for each in failure.args)
    error = said.partition(":")[0].strip()
    if "reasonable timeframe" in said:
        return sign_in_refusals.ClockIsWrong()
    if "invalid_rapt" in said or "eauthentication" in said:
        return sign_in_refusals.SignInLimited()
    if error in _BY_SIGN_IN_ERROR:
        return _BY_SIGN_IN_ERROR[error]()
    return _ended(account)


def _ended(account: Account) -> GatewayError:
    return sign_in_refusals.KeyRefused() if account.is_service else sign_in_refusals.ConsentExpired()
