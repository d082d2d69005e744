"""Signing in: the token endpoint, a person's consent, and the tokens that calls carry.

Google, "Using OAuth 2.0 for server to server applications" (the signed assertion, RFC 7523) and "OAuth 2.0 for mobile
and desktop apps" (consent, RFC 6749 with the proof of RFC 7636).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus, urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google.server import keys
from tests.google.server.answers import Answer, done, sign_in_refusal

HOUR = 3600
LEEWAY = 300  # Google forgives clocks that differ by a few minutes
SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
READ_SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive"
DRIVE_FILE_SCOPE = "https://www.googleapis.com/auth/drive.file"
DRIVE_READ_SCOPES = {
    "https://www.googleapis.com/auth/drive.readonly",
    "https://www.googleapis.com/auth/drive.metadata",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
}
KNOWN_SCOPES = {SHEETS_SCOPE, READ_SCOPE, DRIVE_SCOPE, DRIVE_FILE_SCOPE, *DRIVE_READ_SCOPES}
ALSO_KNOWN = {"openid", "email", "profile", "https://www.googleapis.com/auth/userinfo.email"}

TIMES = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token a call carries, and what it was issued for."""

    email: str
    scopes: frozenset[str]
    expires_at: float = 0.0


@dataclass
class SignIn:
    """The accounts, their keys, and the tokens that are good."""

    clock: Callable[[], float]
    service: keys.ServiceKey
    good_keys: dict[str, keys.ServiceKey] = field(default_factory=dict)
    tokens: dict[str, Caller] = field(default_factory=dict)
    refresh_tokens: dict[str, Caller] = field(default_factory=dict)
    codes: dict[str, tuple[Caller, str]] = field(default_factory=dict)
    consents: bool = True

    def __post_init__(self) -> None:
        self.good_keys[self.service.key_id] = self.service
        whole = frozenset({SHEETS_SCOPE, DRIVE_SCOPE})
        self.refresh_tokens[keys.REFRESH_TOKEN] = Caller(keys.PERSON_EMAIL, whole)

    def caller(self, authorization: str) -> Caller | None:
        """Whose call it is; None where the token is not good, or not good any more."""
        caller = self.tokens.get(authorization.removeprefix("Bearer "))
        return caller if caller and caller.expires_at > self.clock() else None

    def expire_tokens(self) -> None:
        """Every token that was issued so far is too old."""
        self.tokens.clear()

    def revoke_key(self) -> None:
        """The service account's key is deleted at Google; its tokens end with it."""
        self.good_keys.clear()
        self.tokens.clear()

    def revoke_consent(self) -> None:
        """The person takes the consent back."""
        self.refresh_tokens.clear()
        self.tokens.clear()

    # The token endpoint

    def token(self, asked: Mapping[str, str]) -> Answer:
        """The reply of oauth2.googleapis.com/token."""
        grants = {
            "urn:ietf:params:oauth:grant-type:jwt-bearer": self._by_assertion,
            "refresh_token": self._by_refresh_token,
            "authorization_code": self._by_code,
        }
        grant = grants.get(asked.get("grant_type", ""))
        if grant is None:
            said = f"Invalid grant_type: {asked.get('grant_type', '')}"
            return sign_in_refusal(400, "unsupported_grant_type", said)
        return grant(asked)

    def _by_assertion(self, asked: Mapping[str, str]) -> Answer:
        try:
            header, claims, signed, signature = _parts_of(asked.get("assertion", ""))
        except (ValueError, binascii.Error):
            return sign_in_refusal(400, "invalid_grant", "Bad Request")
        key = self.good_keys.get(str(header.get("kid")))
        if key is None or header.get("alg") != "RS256" or not _is_signed_by(key, signed, signature):
            return sign_in_refusal(400, "invalid_grant", "Invalid JWT Signature.")
        return self._fault_of(claims, key) or self._issue(Caller(key.email, _scopes(claims.get("scope"))))

    def _fault_of(self, claims: Mapping[str, object], key: keys.ServiceKey) -> Answer | None:
        issued, expires = claims.get("iat"), claims.get("exp")
        if claims.get("iss") != key.email:
            return sign_in_refusal(400, "invalid_grant", "Invalid grant: account not found")
        if claims.get("aud") != keys.TOKEN_ADDRESS:
            said = f"Invalid JWT: Failed audience check. The right audience is {keys.TOKEN_ADDRESS}"
            return sign_in_refusal(400, "invalid_grant", said)
        if not isinstance(issued, int) or not isinstance(expires, int) or not self._is_timely(issued, expires):
            return sign_in_refusal(400, "invalid_grant", TIMES)
        return _fault_of_scopes(_scopes(claims.get("scope")))

    def _is_timely(self, issued: int, expires: int) -> bool:
        now = self.clock()
        return issued <= now + LEEWAY and now - LEEWAY < expires <= issued + HOUR

    def _by_refresh_token(self, asked: Mapping[str, str]) -> Answer:
        if not _is_our_client(asked):
            return sign_in_refusal(401, "invalid_client", "The OAuth client was not found.")
        caller = self.refresh_tokens.get(asked.get("refresh_token", ""))
        if caller is None:
            return sign_in_refusal(400, "invalid_grant", "Token has been expired or revoked.")
        wanted = _scopes(asked.get("scope")) or caller.scopes
        if not wanted <= caller.scopes:
            return sign_in_refusal(400, "invalid_scope", "Bad Request")
        return self._issue(Caller(caller.email, wanted))

    def _by_code(self, asked: Mapping[str, str]) -> Answer:
        if not _is_our_client(asked):
            return sign_in_refusal(401, "invalid_client", "The OAuth client was not found.")
        caller, challenge = self.codes.pop(asked.get("code", ""), (None, ""))
        if caller is None or (challenge and _challenge(asked.get("code_verifier", "")) != challenge):
            return sign_in_refusal(400, "invalid_grant", "Malformed auth code.")
        refresh_token = f"1//{secrets.token_urlsafe(16)}"
        self.refresh_tokens[refresh_token] = caller
        return self._issue(caller, {"refresh_token": refresh_token})

    def _issue(self, caller: Caller, more: Mapping[str, str] | None = None) -> Answer:
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self.tokens[token] = Caller(caller.email, caller.scopes, self.clock() + HOUR)
        body: dict[str, object] = {"access_token": token, "expires_in": HOUR - 1, "token_type": "Bearer"}
        return done(body | {"scope": " ".join(sorted(caller.scopes))} | dict(more or {}))

    # A person's consent

    def consent(self, asked: Mapping[str, str]) -> Answer:
        """The page at accounts.google.com: the person consents, or does not, and is sent back to the program."""
        back, state = asked.get("redirect_uri", ""), asked.get("state", "")
        if not self.consents:
            return _sent_to(back, {"error": "access_denied", "state": state})
        code, scopes = f"4/{secrets.token_urlsafe(16)}", _scopes(asked.get("scope"))
        self.codes[code] = (Caller(keys.PERSON_EMAIL, scopes), asked.get("code_challenge", ""))
        return _sent_to(back, {"state": state, "code": code, "scope": " ".join(sorted(scopes))})

    def revoke(self, asked: Mapping[str, str]) -> Answer:
        """The reply of oauth2.googleapis.com/revoke. RFC 7009."""
        token = asked.get("token", "")
        was_good = self.refresh_tokens.pop(token, None) or self.tokens.pop(token, None)
        return done({}) if was_good else sign_in_refusal(400, "invalid_token", "Token expired or revoked")


def client_named(headers: Mapping[str, str]) -> dict[str, str]:
    """The client that introduces itself in the header of a request rather than in its body. RFC 6749 §2.3.1.

    >>> client_named({"authorization": "Basic " + base64.b64encode(b"me:secret").decode()})
    {'client_id': 'me', 'client_secret': 'secret'}
    """
    scheme, _, words = headers.get("authorization", "").partition(" ")
    if scheme != "Basic":
        return {}
    name, _, secret = base64.b64decode(words).decode("utf-8").partition(":")
    return {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)}


def _parts_of(assertion: str) -> tuple[dict[str, object], dict[str, object], bytes, bytes]:
    header, claims, signature = assertion.split(".")
    signed = f"{header}.{claims}".encode("ascii")
    return json.loads(_decoded(header)), json.loads(_decoded(claims)), signed, _decoded(signature)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _is_signed_by(key: keys.ServiceKey, signed: bytes, signature: bytes) -> bool:
    public = serialization.load_pem_public_key(key.public_pem)
    assert isinstance(public, rsa.RSAPublicKey)
    try:
        public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _scopes(words: object) -> frozenset[str]:
    return frozenset(words.split()) if isinstance(words, str) else frozenset()


def _fault_of_scopes(scopes: frozenset[str]) -> Answer | None:
    if scopes and scopes <= KNOWN_SCOPES | ALSO_KNOWN:
        return None
    return sign_in_refusal(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.")


def _is_our_client(asked: Mapping[str, str]) -> bool:
    return (asked.get("client_id"), asked.get("client_secret")) == (keys.CLIENT_ID, keys.CLIENT_SECRET)


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def _sent_to(address: str, said: Mapping[str, str]) -> Answer:
    return Answer(302, None).with_header("Location", f"{address}?{urlencode(said)}")
