"""What goes back over the wire, and how Google words its refusals."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus

from tests.google.spreadsheets.json_shapes import Json

DRIVE_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "insufficientFilePermissions",
    404: "notFound",
    429: "rateLimitExceeded",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers and a body: JSON, bytes of another kind, or none."""

    status: int
    body: Json | bytes | None
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()

    def with_header(self, name: str, value: str) -> Answer:
        return replace(self, headers=(*self.headers, (name, value)))

    def content(self) -> bytes:
        """The body as it travels."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")

    @property
    def phrase(self) -> str:
        return HTTPStatus(self.status).phrase


def done(body: Json) -> Answer:
    return Answer(HTTPStatus.OK, body)


def refusal(status: int, word: str, message: str, details: list[Json] | None = None) -> Answer:
    """A refusal of the Sheets API, as its cassettes show it."""
    error: Json = {"code": status, "message": message, "status": word}
    return Answer(status, {"error": error | ({"details": details} if details else {})})


def field_refusal(field: str, description: str, message: str = "") -> Answer:
    """A refusal of the Sheets API that names the field."""
    violation = {"field": field, "description": description}
    details: Json = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return refusal(HTTPStatus.BAD_REQUEST, "INVALID_ARGUMENT", message or description, [details])


def drive_refusal(status: int, message: str, reason: str = "", location: str = "", domain: str = "global") -> Answer:
    """A refusal of the Drive API. Google, "Resolve errors" in the guides of the Drive API."""
    said: Json = {
        "domain": domain,
        "reason": reason or DRIVE_REASONS.get(status, "internalError"),
        "message": message,
    }
    if location:
        said |= {"locationType": "parameter", "location": location}
    return Answer(status, {"error": {"errors": [said], "code": status, "message": message}})


def sign_in_refusal(status: int, error: str, description: str) -> Answer:
    """A refusal of the token endpoint. RFC 6749 §5.2."""
    return Answer(status, {"error": error, "error_description": description})
