"""What stops a round before it begins, or between two of its steps: who or what refused, and what to do about it."""

from __future__ import annotations

from pepsheets.sheets import GatewayError


class StoreCannotBeUsed(GatewayError):
    """What pepsheets remembers of earlier rounds cannot be reached, read or written."""

    remedy = "Nothing was changed. Try again; the next round carries on where this one stopped."


class StoreIsBusy(StoreCannotBeUsed):
    """Another program kept the store to itself for longer than we waited."""

    remedy = "Nothing was changed. Wait until the other one is done, then try again."


class StoreIsFull(StoreCannotBeUsed):
    """There is no room left where the store is kept."""

    remedy = "Nothing was changed. Make room there, then try again."


class StoreIsNewer(StoreCannotBeUsed):
    """A newer version of pepsheets has kept the store since."""

    remedy = "Nothing was changed. Update pepsheets on this computer, then try again."


class StoreIsDamaged(StoreCannotBeUsed):
    """What stands where the store should be is no store, or no longer whole."""

    remedy = (
        "Nothing was changed. Move that file elsewhere and try again: the first round then compares the two sides "
        "afresh and shows where they differ."
    )


class StoreNotUnderstood(StoreCannotBeUsed):
    """The setting names a store of a kind that we do not know."""

    remedy = "Leave the setting out, or give an address that begins with postgresql://."


class NoSuchShare(GatewayError):
    """No round of this share was ever run from this store."""

    remedy = "Check the name in pepsheets.toml, or run 'pepsheets sync' first."


class AnotherRoundRuns(GatewayError):
    """Somebody else is synchronising the same share at this moment."""

    remedy = "Nothing was changed. Wait until it is done, then try again."


class RoundWasOvertaken(GatewayError):
    """A round paused for so long that another one took its place."""

    remedy = "Nothing more was written. The newer round carries on; there is nothing to do."


class HomeIsElsewhere(GatewayError):
    """Another computer is the one that synchronises this share."""

    remedy = "Run it there, or move it to this computer for good with 'pepsheets sync take-over'."


class PlanIsGone(GatewayError):
    """The plan that somebody approves no longer waits."""

    remedy = "Run 'pepsheets status' to see what waits now."


class ConflictIsGone(GatewayError):
    """The conflict that somebody settles is no longer open."""

    remedy = "Run 'pepsheets conflicts' to see what is open now."


class RoundNotRecovered(GatewayError):
    """A round was cut short, and what it meant to do is still needed."""

    remedy = "Run 'pepsheets sync' once, then try again."
