"""Parts that join the package or leave it: their relationship from the workbook part, and their content type."""

from __future__ import annotations

from collections.abc import Callable

from pepsheets.gateways.workbook_file.elements import Element, parse, prefix_of, spliced
from pepsheets.gateways.workbook_file.parts import Book, relationships_part, same_part

CONTENT_TYPES = "[Content_Types].xml"

Now = Callable[[str], bytes]
"""A part as it stands after the edits so far."""


def joined(book: Book, now: Now, part: str, kind: str, content_type: str) -> dict[str, bytes]:
    """The parts that mention a new part of the workbook, with that part in them."""
    links = relationships_part(book.part)
    label = book.package.label
    types, relations = parse(now(CONTENT_TYPES), label), parse(now(links), label)
    # Strict files name their kinds of relationship otherwise; a neighbour shows how.
    kinds = [each.attributes.get("Type", "") for each in relations.children]
    like = next(each for each in kinds if each.endswith("/worksheet"))
    taken = {each.attributes.get("Id", "") for each in relations.children}
    name = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    override = f'PartName="/{part}" ContentType="{content_type}"'
    link = f'Id="{name}" Type="{like.rpartition("/")[0]}/{kind}" Target="/{part}"'
    return {
        CONTENT_TYPES: _with_child(now(CONTENT_TYPES), types, "Override", override),
        links: _with_child(now(links), relations, "Relationship", link),
    }


def _with_child(xml: bytes, root: Element, name: str, attributes: str) -> bytes:
    last = root.children[-1].end
    return spliced(xml, [(last, last, f"<{prefix_of(xml, root)}{name} {attributes}/>".encode())])


def parted(book: Book, now: Now, part: str) -> dict[str, bytes]:
    """The parts that mention a part of the workbook, without it."""
    changed: dict[str, bytes] = {}
    for mentioning in (relationships_part(book.part), CONTENT_TYPES):
        xml = now(mentioning)
        children = parse(xml, book.package.label).children
        gone = (item for item in children if _leads_to(book, item, part))
        changed[mentioning] = spliced(xml, ((item.start, item.end, b"") for item in gone))
    return changed


def _leads_to(book: Book, element: Element, part: str) -> bool:
    if element.name == "Override":
        return same_part(element.attributes.get("PartName", ""), part)
    wanted = {link.id for link in book.relationships if same_part(link.target, part)}
    return element.attributes.get("Id") in wanted
