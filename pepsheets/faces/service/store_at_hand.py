"""The store, opened when it is first needed, so that a service can start while its database cannot be reached."""

from __future__ import annotations

from threading import Lock

from pepsheets.sync.store import Store, open_store

PATIENCE = 5.0
"""How many seconds whoever looks at the page waits for another program that is writing."""


class StoreAtHand:
    """Opens it once; tries again the next time where that did not work."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = Lock()
        self._store: Store | None = None

    def __call__(self) -> Store:
        """The store. Raises a ``GatewayError`` while it cannot be used."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self._address, PATIENCE)
            return self._store

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None
