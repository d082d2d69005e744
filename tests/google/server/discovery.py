"""Google's own description of its calls: the discovery documents that google-api-python-client brings.

They say which address takes which parameters, what a body may hold, and what a reply holds. Everything that passes the
stand-in is held against them, so that neither our requests nor the stand-in's replies can drift from Google's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote

import googleapiclient  # type: ignore[import-untyped]  # it has no types

from tests.google.server.fields import Mask, MaskIsUnclear, paths
from tests.google.server.shapes import Check, Schema, Shapes

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
APIS = {"sheets.googleapis.com": "sheets.v4", "www.googleapis.com": "drive.v3"}
IN_ADDRESS = re.compile(r"\{\+?(\w+)\}")


@dataclass(frozen=True)
class Method:
    """One call that Google describes."""

    id: str
    verb: str
    address: str
    parameters: Mapping[str, Schema]
    takes: str | None
    gives: str | None
    shapes: Shapes

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"(\{\+?\w+\})", self.address)
        return re.compile("".join(map(_part_pattern, parts)))

    def match(self, path: str) -> dict[str, str] | None:
        """The parameters in an address that is this call's."""
        found = self.pattern.fullmatch(path)
        return {name: unquote(value) for name, value in found.groupdict().items()} if found else None

    @cached_property
    def check_body(self) -> Check:
        return self.shapes.check(self.takes, nulls=True)

    @cached_property
    def check_reply(self) -> Check:
        return self.shapes.check(self.gives, nulls=False)

    def check_mask(self, mask: Mask) -> None:
        """Raises `MaskIsUnclear` for a field that the reply does not have."""
        for path in paths(mask):
            if self.gives is not None and not self.shapes.has(self.gives, path):
                raise MaskIsUnclear(".".join(path))

    @property
    def is_of_drive(self) -> bool:
        return self.id.startswith("drive.")

    @property
    def kind(self) -> str:
        """As the quotas count it: a read or a write of the Sheets API, or a call of the Drive API."""
        if self.is_of_drive:
            return "drive"
        reads = self.verb == "GET" or re.search(r"(search|get\w*|ByDataFilter)$", self.id.rsplit(".", 1)[1])
        return "read" if reads and "Update" not in self.id and "Clear" not in self.id else "write"


def method_for(host: str, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """Which call an address is, and the parameters that stand in it."""
    for method in methods(APIS[host]) if host in APIS else ():
        if method.verb == verb and (found := method.match(path)) is not None:
            return method, found
    return None


@lru_cache
def methods(api: str) -> tuple[Method, ...]:
    """Every call of an API, those with a verb of their own (`…:append`) first."""
    document = json.loads((DOCUMENTS / f"{api}.json").read_text(encoding="utf-8"))
    found = list(_methods(document, document, Shapes(document["schemas"])))
    return tuple(sorted(found, key=lambda method: (-method.address.count(":"), method.address.count("{"))))


def _methods(document: Schema, resource: Schema, shapes: Shapes) -> Iterator[Method]:
    for described in resource.get("methods", {}).values():
        yield _method(document, described, shapes)
    for below in resource.get("resources", {}).values():
        yield from _methods(document, below, shapes)


def _method(document: Schema, described: Schema, shapes: Shapes) -> Method:
    return Method(
        id=described["id"],
        verb=described["httpMethod"],
        address="/" + document["servicePath"] + described["path"],
        parameters=document["parameters"] | described.get("parameters", {}),
        takes=described.get("request", {}).get("$ref"),
        gives=described.get("response", {}).get("$ref"),
        shapes=shapes,
    )


def _part_pattern(part: str) -> str:
    named = IN_ADDRESS.fullmatch(part)
    if not named:
        return re.escape(part)
    return f"(?P<{named[1]}>[^/]+)" if named[1] == "range" else f"(?P<{named[1]}>[^/:]+)"
