"""Which xlwings the macros belong to. Its Excel side and its Python side work together only in the same version."""

import re
import zipfile
from pathlib import Path

XLWINGS = "0.37.8"
"""The version of xlwings whose VBA module stands in our workbooks."""

PROPERTY = "xlwings"
"""The document property in which a workbook says so; Excel keeps it through every saving."""

_PART = "docProps/custom.xml"
_LARGEST = 1_000_000
_SAID = re.compile(rf'name="{PROPERTY}">\s*<(?:\w+:)?lpwstr>([^<]*)<')


def version_in(workbook: Path) -> str | None:
    """The version of xlwings whose module a workbook says that it holds; nothing where it says none.

    Raises ``OSError`` or ``zipfile.BadZipFile`` for what is no workbook.
    """
    with zipfile.ZipFile(workbook) as package:
        if _PART not in package.namelist() or package.getinfo(_PART).file_size > _LARGEST:
            return None
        said = _SAID.search(package.read(_PART).decode("utf-8", "replace"))
    return said.group(1) if said else None
