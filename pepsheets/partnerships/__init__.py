"""Which kinds of partnership there are, and which tabs each keeps."""

from pepsheets.partnerships.partnership import Partnership
from pepsheets.partnerships.pepmk import PEPMK

PARTNERSHIPS: tuple[Partnership, ...] = (PEPMK,)
"""The kinds that have a template, in the order in which they are offered."""

__all__ = ["PARTNERSHIPS", "Partnership", "kind_named"]


def kind_named(code: str) -> Partnership | None:
    """The kind of partnership of this code, capitals forgiven."""
    return next((kind for kind in PARTNERSHIPS if kind.code == code.strip().casefold()), None)
