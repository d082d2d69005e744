"""The stand-in's HTTP: what the real gspread and the real google-auth talk to."""

from __future__ import annotations
