"""Plans that a safety valve stopped: a person sees what would happen, and releases exactly that, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from pepsheets.sync.refusals import PlanIsGone
from pepsheets.sync.store.records import Offer, WaitingPlan
from pepsheets.sync.store.tables import PLANS

_NAME_LENGTH = 8


def plans_of(connection: Connection, share: str) -> tuple[WaitingPlan, ...]:
    """The plans of a share that wait for a person, or for the round after they were approved."""
    shown = (PLANS.c.name, PLANS.c.share, PLANS.c.tab, PLANS.c.sentence, PLANS.c.preview, PLANS.c.digest)
    moments = (PLANS.c.made, PLANS.c.approved)
    waits = (PLANS.c.share == share, PLANS.c.used.is_(None))
    found = connection.execute(select(*shown, *moments).where(*waits).order_by(PLANS.c.tab))
    return tuple(WaitingPlan(*plan) for plan in found)


def offer_plan(connection: Connection, share: str, offer: Offer, now: datetime) -> str:
    """Show a plan to people; the name by which they approve it.

    Offered again unchanged it keeps its date and its approval. A different plan for the tab takes its place and waits.
    """
    name = offer.digest[:_NAME_LENGTH]
    if any(plan.tab == offer.tab and plan.digest == offer.digest for plan in plans_of(connection, share)):
        return name
    withdraw_plan(connection, share, offer.tab)
    told = {"sentence": offer.sentence, "preview": offer.preview, "digest": offer.digest}
    connection.execute(insert(PLANS).values(share=share, tab=offer.tab, name=name, made=now, **told))
    return name


def withdraw_plan(connection: Connection, share: str, tab: str) -> None:
    """Know of no plan for a tab."""
    connection.execute(delete(PLANS).where(PLANS.c.share == share, PLANS.c.tab == tab))


def approve(connection: Connection, share: str, name: str, now: datetime) -> None:
    """Keep that a person released a plan."""
    waits = (PLANS.c.share == share, PLANS.c.name == name, PLANS.c.used.is_(None))
    if connection.execute(update(PLANS).where(*waits).values(approved=now)).rowcount == 0:
        raise PlanIsGone(f"No plan '{name}' of '{share}' waits: it was carried out, or things changed since.")


def use_plan(connection: Connection, share: str, tab: str, digest: str, now: datetime) -> bool:
    """Whether exactly this plan was approved and not yet carried out; from now on it is."""
    is_it = (PLANS.c.share == share, PLANS.c.tab == tab, PLANS.c.digest == digest)
    is_free = (PLANS.c.approved.is_not(None), PLANS.c.used.is_(None))
    return connection.execute(update(PLANS).where(*is_it, *is_free).values(used=now)).rowcount == 1
