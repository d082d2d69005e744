"""Whether JSON has the shape that a discovery document describes: no unknown field, no value of another type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

Schema = dict[str, Any]  # a discovery document is JSON of many shapes
Check = Callable[[object], None]

SCALARS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
GOOGLE_TYPES = {"integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}


class Misfit(ValueError):
    """What does not have the shape that Google describes, and where."""

    def __init__(self, what: str, google_type: str = "", value: object = None) -> None:
        super().__init__(what)
        self.what = what
        self.google_type = google_type
        self.value = value
        self.path = ""

    def under(self, name: str) -> Misfit:
        """The same, seen from one level up."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        self.path = f"{name}{joint}{self.path}"
        return self

    def __str__(self) -> str:
        return f"{self.path or 'the whole'}: {self.what}"

    @property
    def google_path(self) -> str:
        """The path as Google writes it in a refusal: `requests[0].update_cells`."""
        return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: "_" + capital[0].lower(), self.path)


class Shapes:
    """The schemas of one API."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self.schemas = schemas
        self.made: dict[tuple[str, bool], Check] = {}

    def check(self, name: str | None, *, nulls: bool) -> Check:
        """What raises `Misfit` for JSON that is not of a schema. In a request, null says that a field is left out."""
        if name is None:
            return _nothing
        if (name, nulls) not in self.made:
            self.made[name, nulls] = _Later(self, name, nulls)
            self.made[name, nulls] = self._made(self.schemas[name], nulls)
        return self.made[name, nulls]

    def has(self, name: str, path: tuple[str, ...]) -> bool:
        """Whether a reply of a schema can have a field at a path."""
        schema: Schema = {"$ref": name}
        for step in path:
            below = self._below(self._inside(schema), step)
            if below is None:
                return False
            schema = below
        return True

    def _inside(self, schema: Schema) -> Schema:
        while "$ref" in schema or schema.get("type") == "array":
            schema = self.schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
        return schema

    def _below(self, schema: Schema, step: str) -> Schema | None:
        if step == "*":
            return schema
        found: Schema | None = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        return found

    def _made(self, schema: Schema, nulls: bool) -> Check:
        if "$ref" in schema:
            return self.check(schema["$ref"], nulls=nulls)
        if schema["type"] == "object":
            return self._object(schema, nulls)
        if schema["type"] == "array":
            return _array(self._made(schema["items"], nulls))
        return _any if schema["type"] == "any" else _scalar(schema)

    def _object(self, schema: Schema, nulls: bool) -> Check:
        known = {name: self._made(below, nulls) for name, below in schema.get("properties", {}).items()}
        others = schema.get("additionalProperties")
        return _object(known, self._made(others, nulls) if others else None, nulls)


class _Later:
    """A check that refers to itself: looked up when it is used."""

    def __init__(self, shapes: Shapes, name: str, nulls: bool) -> None:
        self.shapes, self.name, self.nulls = shapes, name, nulls

    @cached_property
    def check(self) -> Check:
        return self.shapes.check(self.name, nulls=self.nulls)

    def __call__(self, value: object) -> None:
        self.check(value)


def _object(known: Mapping[str, Check], others: Check | None, nulls: bool) -> Check:
    def check(value: object) -> None:
        if type(value) is not dict:
            raise Misfit("must be an object", "an object", value)
        for name, below in value.items():
            field = known.get(name, others)
            if field is None:
                raise Misfit(f"there is no field {name}", "", name)
            if below is None and nulls:
                continue
            try:
                field(below)
            except Misfit as misfit:
                raise misfit.under(name) from None

    return check


def _array(item: Check) -> Check:
    def check(value: object) -> None:
        if type(value) is not list:
            raise Misfit("must be a list", "type.googleapis.com/google.protobuf.ListValue", value)
        for number, one in enumerate(value):
            try:
                item(one)
            except Misfit as misfit:
                raise misfit.under(f"[{number}]") from None

    return check


def _scalar(schema: Schema) -> Check:
    of_type, choices = schema["type"], frozenset(schema.get("enum", ()))
    types = SCALARS[of_type]
    google_type = GOOGLE_TYPES[of_type]
    digits = re.compile(r"-?\d+") if schema.get("format") == "int64" else None

    def check(value: object) -> None:
        if type(value) not in types:
            raise Misfit(f"must be a {of_type}, and is {value!r}", google_type, value)
        if choices and value not in choices:
            raise Misfit(f"{value!r} is not one of its choices", google_type, value)
        if digits and not digits.fullmatch(str(value)):
            raise Misfit(f"must be a whole number written as text, and is {value!r}", google_type, value)

    return check


def _any(value: object) -> None:
    """Anything goes."""


def _nothing(value: object) -> None:
    if value not in (None, {}):
        raise Misfit("nothing is expected here", "", value)
