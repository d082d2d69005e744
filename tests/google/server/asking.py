"""Reads a request as the call that Google describes: its parameters, its mask, its body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.google.server.answers import Answer, drive_refusal, field_refusal, refusal
from tests.google.server.discovery import Method
from tests.google.server.fields import Mask, MaskIsUnclear, parse_mask
from tests.google.server.shapes import Misfit, Schema
from tests.google.server.wire import Asked
from tests.google.spreadsheets.json_shapes import Json

# What gspread sends to Drive though the description does not have it. Google passes it over: the first is recorded.
PASSED_OVER = {("drive.files.get", "includeItemsFromAllDrives"), ("drive.permissions.create", "withLink")}
IN_THE_BODY = {"sheets.spreadsheets.values.update": "data", "sheets.spreadsheets.values.append": "data"}
TRUE_OR_FALSE = {"true": True, "True": True, "false": False, "False": False}


class NotAsDescribed(Exception):
    """A request that Google's description does not have: what Google answers, and what is wrong."""

    def __init__(self, answer: Answer, what: str) -> None:
        super().__init__(what)
        self.answer = answer
        self.what = what


@dataclass(frozen=True)
class Asking:
    """A call, read."""

    method: Method
    of: Mapping[str, str]  # what stands in the address
    given: Json = field(default_factory=dict)  # what stands behind the question mark
    body: Json = field(default_factory=dict)
    mask: Mask | None = None

    @property
    def file_id(self) -> str:
        return self.of.get("spreadsheetId") or self.of.get("fileId", "")


def read(method: Method, of: Mapping[str, str], asked: Asked) -> Asking:
    """The call that a request makes. Raises `NotAsDescribed`."""
    given = read_parameters(method, asked.query)
    return Asking(method, of, given, read_body(method, asked.body), read_mask(method, given))


def read_parameters(method: Method, query: tuple[tuple[str, str], ...]) -> Json:
    """The parameters behind the question mark, each of its type."""
    given: Json = {}
    for name, text in query:
        if (method.id, name) in PASSED_OVER:
            continue
        schema = method.parameters.get(name)
        if schema is None or schema.get("location") != "query":
            raise _unknown_parameter(method, name)
        value = _of_type(method, name, schema, text)
        if schema.get("repeated"):
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    return given


def read_body(method: Method, content: bytes) -> Json:
    """The body, of the shape that the description gives it."""
    try:
        body = json.loads(content) if content else {}
        if isinstance(body, dict):
            body = {name: value for name, value in body.items() if (method.id, name) not in PASSED_OVER}
        method.check_body(body)
    except ValueError as wrong:
        raise NotAsDescribed(_body_refusal(method, wrong), f"the body: {wrong}") from None
    assert isinstance(body, dict)
    return body


def read_mask(method: Method, given: Json) -> Mask | None:
    """What `fields` keeps of the reply."""
    fields = given.get("fields")
    if not fields:
        return None
    try:
        mask = parse_mask(fields.replace(" ", "") if method.is_of_drive else fields)
        method.check_mask(mask)
    except MaskIsUnclear as unclear:
        raise NotAsDescribed(_mask_refusal(method, unclear.path), f"fields: there is no {unclear.path}") from None
    return mask


def _of_type(method: Method, name: str, schema: Schema, text: str) -> object:
    if schema["type"] == "boolean" and text in TRUE_OR_FALSE:
        return TRUE_OR_FALSE[text]
    if schema["type"] == "integer" and text.removeprefix("-").isdigit():
        return int(text)
    if schema["type"] == "string" and text in schema.get("enum", [text]):
        return text
    said = f"Invalid value at '{name}', \"{text}\""
    answer = drive_refusal(400, said, "invalidParameter", name) if method.is_of_drive else field_refusal(name, said)
    raise NotAsDescribed(answer, f"{name}: {text!r} is not of its type or its choices")


def _unknown_parameter(method: Method, name: str) -> NotAsDescribed:
    said = (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
        f"Field '{name}' could not be found in request message."
    )
    return NotAsDescribed(field_refusal("", said, said), f"there is no parameter {name}")


def _body_refusal(method: Method, wrong: ValueError) -> Answer:
    if method.is_of_drive:
        return drive_refusal(400, "Parse Error", "parseError")
    if not isinstance(wrong, Misfit):
        return refusal(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {wrong}")
    place = ".".join(filter(None, (IN_THE_BODY.get(method.id, ""), wrong.google_path)))
    if wrong.google_type:
        said = f"Invalid value at '{place}' ({wrong.google_type}), {json.dumps(wrong.value)}"
        return field_refusal(place, said)
    where = f" at '{place}'" if place else ""
    said = f'Invalid JSON payload received. Unknown name "{wrong.value}"{where}: Cannot find field.'
    return field_refusal(place, said)


def _mask_refusal(method: Method, path: str) -> Answer:
    if method.is_of_drive:
        return drive_refusal(400, f"Invalid field selection {path}", "invalidParameter", "fields")
    said = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return field_refusal(path, said, "Request contains an invalid argument.")
