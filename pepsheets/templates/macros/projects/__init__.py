"""The macros of each kind of partnership, as they were made by ``scripts/build_macros.py``."""

from importlib.resources import files


def project_of(kind: str) -> bytes:
    """The macros for a workbook of this kind of partnership."""
    return files(__package__).joinpath(f"{kind}.bin").read_bytes()
