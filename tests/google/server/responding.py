"""What becomes of a request: faults, sign-in, reading, the call itself, the mask, and the check of the reply."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import RLock
from urllib.parse import parse_qsl

from tests.google.server.answers import Answer, drive_refusal, refusal
from tests.google.server.asking import Asking, NotAsDescribed, read
from tests.google.server.auth import Caller, SignIn, client_named
from tests.google.server.calls import CALLS
from tests.google.server.discovery import Method, method_for
from tests.google.server.exchanges import Exchange, Log
from tests.google.server.faults import Cut, Faults
from tests.google.server.fields import Mask, keep, parse_mask
from tests.google.server.holdings import Holdings
from tests.google.server.permission import permission_refusal
from tests.google.server.shapes import Misfit
from tests.google.server.wire import Asked
from tests.google.spreadsheets.json_shapes import ApiError, NotKnown

ACCESS_BOUNDARY = re.compile(r"/v1/projects/-/serviceAccounts/[^/]+/allowedLocations")
FILE, PERMISSION = "kind,id,name,mimeType", "kind,id,type,role"
HABITS = {
    "drive.files.create": FILE,
    "drive.files.copy": FILE,
    "drive.files.get": FILE,
    "drive.files.list": f"kind,incompleteSearch,nextPageToken,files({FILE})",
    "drive.permissions.create": PERMISSION,
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION})",
}
NO_TOKEN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


@dataclass
class Responding:
    """Google's four hosts."""

    google: Holdings
    sign_in: SignIn
    faults: Faults
    log: Log
    page: Callable[[Asked], Answer]
    lock: RLock = field(default_factory=RLock)

    def __call__(self, asked: Asked) -> Answer:
        if not asked.host:
            with self.lock:
                return self.page(asked)
        if asked.host == "iamcredentials.googleapis.com" and ACCESS_BOUNDARY.fullmatch(asked.path):
            # Asked by google-auth beside the calls, whenever it likes: in the log it would only disturb the order.
            return Answer(200, {"locations": [], "encodedLocations": "0x0"})
        exchange = Exchange(asked.verb, asked.host, asked.path, _gathered(asked.query))
        self.log.exchanges.append(exchange)
        try:
            answer = self._answer(asked, exchange)
        except Cut:
            exchange.lost = True
            raise
        exchange.status, exchange.reply = answer.status, answer.body
        return answer

    def _answer(self, asked: Asked, exchange: Exchange) -> Answer:
        at = (asked.verb, asked.host, asked.path)
        if at == ("POST", "oauth2.googleapis.com", "/token"):
            return self._signing_in(asked, exchange)
        if at == ("POST", "oauth2.googleapis.com", "/revoke"):
            return self.sign_in.revoke(_form(asked) | dict(asked.query))
        if asked.host == "accounts.google.com" and asked.path in ("/o/oauth2/auth", "/o/oauth2/v2/auth"):
            return self.sign_in.consent(dict(asked.query))
        return self._called(asked, exchange)

    def _signing_in(self, asked: Asked, exchange: Exchange) -> Answer:
        exchange.kind = "token"
        refused = self.faults.before("token")
        answer = refused or self.sign_in.token(_form(asked) | client_named(asked.headers))
        self.faults.after("token")
        return answer

    def _called(self, asked: Asked, exchange: Exchange) -> Answer:
        found = method_for(asked.host, asked.verb, asked.path)
        if found is None or found[0].id not in CALLS:
            exchange.breach("the stand-in does not know this call")
            return not_known(found[0] if found else None, "this call")
        method, of = found
        exchange.call, exchange.kind = method.id, method.kind
        if refused := self.faults.before(method.kind):
            return refused
        caller = self.sign_in.caller(asked.headers.get("authorization", ""))
        if caller is None:
            return _unauthenticated(method)
        exchange.caller = caller.email
        for do in self.faults.doings_before(method.kind):
            do()
        with self.lock:
            answer = self._applied(method, of, asked, caller, exchange)
        self.faults.after(method.kind)
        return answer

    def _applied(self, method: Method, of: dict[str, str], asked: Asked, caller: Caller, exchange: Exchange) -> Answer:
        try:
            asking = read(method, of, asked)
            exchange.body = asking.body
            refused = permission_refusal(self.google, caller, asking)
            return refused or self._checked(asking, CALLS[method.id](self.google, caller, asking), exchange)
        except NotAsDescribed as wrong:
            exchange.body = asked.body.decode("utf-8", "replace")
            exchange.breach(wrong.what)
            return wrong.answer
        except ApiError as error:
            return (
                Answer(error.code, error.body) if not method.is_of_drive else drive_refusal(error.code, error.message)
            )
        except NotKnown as unknown:
            exchange.breach(f"the stand-in does not know {unknown}")
            return not_known(method, str(unknown))

    def _checked(self, asking: Asking, answer: Answer, exchange: Exchange) -> Answer:
        if not isinstance(answer.body, dict) or answer.status != HTTPStatus.OK:
            return answer
        kept = keep(answer.body, asking.mask or habit(asking.method))
        assert isinstance(kept, dict)
        try:
            asking.method.check_reply(kept)
        except Misfit as misfit:
            exchange.breach(f"the stand-in's own reply is not as Google describes it: {misfit}")
            return not_known(asking.method, f"how to reply: {misfit}")
        return Answer(answer.status, kept)


def habit(method: Method) -> Mask | None:
    """What Drive keeps of a reply where no mask says it; recorded for files, documented for permissions."""
    fields = HABITS.get(method.id)
    return parse_mask(fields) if fields else None


def not_known(method: Method | None, what: str) -> Answer:
    """What the stand-in says of what Google may well know."""
    said = f"The stand-in does not know {what}."
    if method and method.is_of_drive:
        return drive_refusal(501, said, "notImplemented")
    return refusal(501, "UNIMPLEMENTED", said)


def _unauthenticated(method: Method) -> Answer:
    if method.is_of_drive:
        answer = drive_refusal(401, "Invalid Credentials", "authError", "Authorization")
    else:
        answer = refusal(401, "UNAUTHENTICATED", NO_TOKEN)
    return answer.with_header("WWW-Authenticate", 'Bearer realm="https://accounts.google.com/", error="invalid_token"')


def _form(asked: Asked) -> dict[str, str]:
    return dict(parse_qsl(asked.body.decode("utf-8", "replace"), keep_blank_values=True))


def _gathered(query: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for name, value in query:
        gathered.setdefault(name, []).append(value)
    return gathered
