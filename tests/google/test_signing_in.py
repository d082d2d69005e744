"""The token endpoint: who is let in, and in which words the others are refused."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, urlsplit

import google.auth.crypt
import google.auth.jwt
import pytest

from tests.google.server import keys
from tests.google.server.answers import Answer
from tests.google.server.auth import DRIVE_SCOPE, SHEETS_SCOPE, SignIn

NOW = 1_800_000_000
BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CLIENT = {"client_id": keys.CLIENT_ID, "client_secret": keys.CLIENT_SECRET}


def sign_in() -> SignIn:
    return SignIn(lambda: NOW, keys.service_key())


def assertion(key: keys.ServiceKey, **other: object) -> str:
    claims = {
        "iss": key.email,
        "aud": keys.TOKEN_ADDRESS,
        "scope": SHEETS_SCOPE,
        "iat": NOW,
        "exp": NOW + 3600,
        **other,
    }
    from_string, encode = google.auth.crypt.RSASigner.from_string, google.auth.jwt.encode
    signer = from_string(key.private_pem, key.key_id)  # type: ignore[no-untyped-call]  # google-auth has no types
    signed: bytes = encode(signer, claims)  # type: ignore[no-untyped-call]  # likewise
    return signed.decode("ascii")


def token(answer: Answer) -> str:
    assert isinstance(answer.body, dict) and answer.status == 200
    return str(answer.body["access_token"])


def said(answer: Answer) -> str:
    assert isinstance(answer.body, dict)
    return f"{answer.status} {answer.body['error']}: {answer.body['error_description']}"


def test_a_signed_assertion_is_worth_a_token_for_what_it_names() -> None:
    google = sign_in()
    answer = google.token({"grant_type": BEARER, "assertion": assertion(google.service, scope=DRIVE_SCOPE)})
    caller = google.caller(f"Bearer {token(answer)}")
    assert caller is not None and (caller.email, caller.scopes) == (keys.SERVICE_EMAIL, frozenset({DRIVE_SCOPE}))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"iss": "someone@else.example"}, "400 invalid_grant: Invalid grant: account not found"),
        ({"aud": "https://example.org/"}, "400 invalid_grant: Invalid JWT: Failed audience check"),
        ({"exp": NOW + 7200}, "400 invalid_grant: Invalid JWT: Token must be a short-lived token"),
        ({"iat": NOW - 7200, "exp": NOW - 3600}, "400 invalid_grant: Invalid JWT: Token must be a short-lived token"),
        ({"iat": NOW + 900}, "400 invalid_grant: Invalid JWT: Token must be a short-lived token"),
        ({"exp": "soon"}, "400 invalid_grant: Invalid JWT: Token must be a short-lived token"),
        ({"scope": ""}, "400 invalid_scope: Invalid OAuth scope"),
        ({"scope": "https://www.googleapis.com/auth/everything"}, "400 invalid_scope: Invalid OAuth scope"),
    ],
)
def test_an_assertion_that_google_would_not_take_is_refused(other: dict[str, object], words: str) -> None:
    google = sign_in()
    refused = google.token({"grant_type": BEARER, "assertion": assertion(google.service, **other)})
    assert said(refused).startswith(words)


def test_the_signature_must_be_that_of_the_key_it_names() -> None:
    google = sign_in()
    forged = dataclasses.replace(keys.service_key(key_id="another"), key_id=google.service.key_id)
    refused = google.token({"grant_type": BEARER, "assertion": assertion(forged)})
    assert said(refused) == "400 invalid_grant: Invalid JWT Signature."
    unknown = google.token({"grant_type": BEARER, "assertion": assertion(keys.service_key(key_id="another"))})
    assert said(unknown) == "400 invalid_grant: Invalid JWT Signature."


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "!.!.!"])
def test_what_is_no_assertion_is_refused(text: str) -> None:
    assert said(sign_in().token({"grant_type": BEARER, "assertion": text})) == "400 invalid_grant: Bad Request"


def test_a_revoked_key_and_its_tokens_are_worth_nothing() -> None:
    google = sign_in()
    asked = {"grant_type": BEARER, "assertion": assertion(google.service)}
    issued = token(google.token(asked))
    google.revoke_key()
    assert google.caller(f"Bearer {issued}") is None
    assert said(google.token(asked)) == "400 invalid_grant: Invalid JWT Signature."


def test_a_token_is_good_for_an_hour() -> None:
    now = [float(NOW)]
    google = SignIn(lambda: now[0], keys.service_key())
    issued = f"Bearer {token(google.token({'grant_type': BEARER, 'assertion': assertion(google.service)}))}"
    now[0] += 3599
    assert google.caller(issued) is not None
    now[0] += 1
    assert google.caller(issued) is None


def test_a_refresh_token_is_worth_a_token_until_the_person_takes_the_consent_back() -> None:
    google = sign_in()
    asked = {"grant_type": "refresh_token", "refresh_token": keys.REFRESH_TOKEN, **CLIENT}
    caller = google.caller(f"Bearer {token(google.token(asked))}")
    assert caller is not None and caller.email == keys.PERSON_EMAIL
    assert said(google.token(asked | {"scope": "https://www.googleapis.com/auth/drive.file"})).startswith(
        "400 invalid_sc"
    )
    assert said(google.token(asked | {"client_secret": "guessed"})).startswith("401 invalid_client")
    google.revoke_consent()
    assert said(google.token(asked)) == "400 invalid_grant: Token has been expired or revoked."


CONSENT = {"redirect_uri": "http://localhost:8080/", "state": "s1", "scope": SHEETS_SCOPE}


def sent_back(answer: Answer) -> dict[str, list[str]]:
    assert answer.status == 302
    return parse_qs(urlsplit(dict(answer.headers)["Location"]).query)


def test_a_persons_consent_is_worth_a_code_that_can_be_used_once() -> None:
    google = sign_in()
    back = sent_back(google.consent(CONSENT))
    assert back["state"] == ["s1"]
    asked = {"grant_type": "authorization_code", "code": back["code"][0], **CLIENT}
    answer = google.token(asked)
    assert isinstance(answer.body, dict) and str(answer.body["refresh_token"]) in google.refresh_tokens
    assert said(google.token(asked)) == "400 invalid_grant: Malformed auth code."


def test_a_code_is_only_good_with_the_proof_that_it_was_asked_for_with() -> None:
    google = sign_in()
    # RFC 7636, appendix B
    challenge, proof = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    for verifier, status in ((proof, 200), ("guessed", 400)):
        back = sent_back(google.consent(CONSENT | {"code_challenge": challenge}))
        asked = {"grant_type": "authorization_code", "code": back["code"][0], "code_verifier": verifier, **CLIENT}
        assert google.token(asked).status == status


def test_a_person_may_refuse() -> None:
    google = sign_in()
    google.consents = False
    assert sent_back(google.consent(CONSENT))["error"] == ["access_denied"]


def test_a_revoked_token_is_gone() -> None:
    google = sign_in()
    assert google.revoke({"token": keys.REFRESH_TOKEN}).status == 200
    assert google.revoke({"token": keys.REFRESH_TOKEN}).status == 400


def test_another_way_of_asking_is_refused() -> None:
    assert said(sign_in().token({"grant_type": "password"})).startswith("400 unsupported_grant_type")
