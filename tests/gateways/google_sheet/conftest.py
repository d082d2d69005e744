"""Google, as every test of its door has it: the stand-in on loopback, with pepsheets signed in."""

from tests.google.fixtures import google

__all__ = ["google"]
