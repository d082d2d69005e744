"""Rounds: two doors and what they last agreed on are read, merged, and written in an order that survives any crash."""
