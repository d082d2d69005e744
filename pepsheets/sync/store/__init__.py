"""What synchronising remembers between rounds: what was agreed, meant and done, and what waits for a person."""

from pepsheets.sync.store.opening import PATIENCE, SETTING, opened, store_address
from pepsheets.sync.store.records import (
    Appeared,
    Asked,
    Change,
    Ending,
    HeldCell,
    Holder,
    Intent,
    Lease,
    Offer,
    OpenConflict,
    PastChange,
    Registration,
    Removed,
    Round,
    WaitingPlan,
)
from pepsheets.sync.store.retention import Kept
from pepsheets.sync.store.steps import Step
from pepsheets.sync.store.store import Store

__all__ = [
    "PATIENCE",
    "SETTING",
    "Appeared",
    "Asked",
    "Change",
    "Ending",
    "HeldCell",
    "Holder",
    "Intent",
    "Kept",
    "Lease",
    "Offer",
    "OpenConflict",
    "PastChange",
    "Registration",
    "Removed",
    "Round",
    "Step",
    "Store",
    "WaitingPlan",
    "open_store",
    "rehearse",
    "store_address",
]


def open_store(address: str, patience: float = PATIENCE) -> Store:
    """The store at an address, ready for use: made where there is none, brought up to date where it is older."""
    return Store(opened(address, patience))


def rehearse(address: str, patience: float = PATIENCE) -> Store:
    """A store that holds what the one at the address holds, for a dry run: nothing that is done to it lasts."""
    from pepsheets.sync.store.rehearsing import rehearsed

    return Store(rehearsed(address, patience))
