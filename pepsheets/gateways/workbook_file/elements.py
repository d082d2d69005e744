"""The elements of a small XML part with the bytes each takes, so that one can be changed and the rest left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pepsheets.sheets import NotAWorkbook

_DEEPEST = 200
# The largest styles that Excel allows have 200,000 to 300,000.
_MOST_ELEMENTS = 300_000
_ENDLESS_TAG = re.compile(rb"<[^<>]{1000000}")
_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")


@dataclass(slots=True)
class Element:
    """One element: ``start`` to ``end`` are all its bytes, ``start`` to ``tag_end`` those of its opening tag."""

    name: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    tag_end: int
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def is_closed_at_once(self) -> bool:
        return self.end == self.tag_end

    def under(self, *names: str) -> Element | None:
        """The first element that this path of names leads to."""
        here: Element | None = self
        for name in names:
            here = next((child for child in here.children if child.name == name), None) if here else None
        return here

    def all(self, *names: str) -> Iterator[Element]:
        """Every child of these names."""
        return (child for child in self.children if child.name in names)

    def everything(self) -> Iterator[Element]:
        """This element and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.everything()


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class _Builder:
    def __init__(self, xml: bytes, most: int) -> None:
        self.xml = xml
        self.most = most
        self.root: Element | None = None
        self.here: Element | None = None
        self.depth = 0
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > self.most:
            raise expat.ExpatError("elements are nested too deeply, or there are too many")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.xml, start)
        element = Element(local(name), _plain(attributes), self.here, start, tag.end() if tag else start)
        if self.here is None:
            self.root = element
        else:
            self.here.children.append(element)
        self.here = element

    def _close(self, _name: str) -> None:
        element = self.here
        if element is None:
            return
        if self.xml[element.tag_end - 2 : element.tag_end] == b"/>":
            element.end = element.tag_end
        else:
            element.end = self.xml.find(b">", self.parser.CurrentByteIndex) + 1
        self.here = element.parent
        self.depth -= 1

    def _text(self, text: str) -> None:
        if self.here is not None:
            self.here.text += text

    def _refuse(self, *_declaration: object) -> None:
        raise expat.ExpatError("declarations are refused")


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes without prefixes; where two are then the same, the one that had none counts."""
    if not any(":" in key for key in attributes):
        return attributes
    prefixed = {local(key): value for key, value in attributes.items() if ":" in key}
    return prefixed | {key: value for key, value in attributes.items() if ":" not in key}


def parse(xml: bytes, label: str, most: int = _MOST_ELEMENTS) -> Element:
    """The root element of a part of the workbook ``label``, which may have so many elements at most."""
    builder = _Builder(xml, most)
    try:
        if _ENDLESS_TAG.search(xml):
            raise ValueError("a tag does not end")
        builder.parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotAWorkbook(
            f"'{label}' is damaged: a part of it is not well formed.",
            "Open an earlier copy, or ask for the file again.",
        ) from error
    if builder.root is None:
        raise NotAWorkbook(f"'{label}' is damaged: a part of it is empty.")
    return builder.root


def spliced(xml: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each (start, end) replaced; the edits may come in any order but never overlap."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (xml[done:start], new)
        done = end
    pieces.append(xml[done:])
    return b"".join(pieces)


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """An opening tag in which one attribute, without a prefix, has another value."""
    new = f'{name}="{escaped(value)}"'.encode()
    present = re.search(rb"(?<=\s)" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag)
    if present:
        return tag[: present.start()] + new + tag[present.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + new + tag[end:]


def prefix_of(xml: bytes, element: Element) -> str:
    """The namespace prefix with which an element is written, its colon included."""
    match = re.compile(rb"<([^\s/>:]+:)?").match(xml, element.start)
    return match[1].decode() if match and match[1] else ""


def escaped(text: str) -> str:
    """A text as it may stand in XML, attributes included."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
