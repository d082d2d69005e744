"""Recorded exchanges with Google, replayed against the stand-in: see rule.py for which of them can be."""
