"""The functions that say how many must be present, and whether they are."""

from __future__ import annotations

from pepsheets.faces.formulas.arguments import Answer, Given, count_in, is_empty, share_in
from pepsheets.faces.formulas.declaration import Argument, Example, Function
from pepsheets.rules.quorum import QuorumRule, is_quorate, quorum_of


def _quorum(members: Given, number: Given, share: Given) -> Answer:
    in_office = count_in(members, members.needed)
    if is_empty(number.cell) and is_empty(share.cell):
        raise number.refused("there is neither a number nor a share. Give one of them, or both.")
    rule = QuorumRule(
        number=0 if is_empty(number.cell) else count_in(number, number.cell),
        share=None if is_empty(share.cell) else share_in(share, share.cell),
    )
    return quorum_of(rule, places=in_office, in_office=in_office)


QUORUM = Function(
    "PEP_QUORUM",
    "How many members must be present: a fixed number, or a share of the members rounded up; the greater of the two.",
    (
        Argument("members", "How many members the share is taken of, such as those in office."),
        Argument("number", "The fixed number of the rule. Leave it empty where the rule has a share only."),
        Argument(
            "share", "The share of the rule, such as 50% or 1/3. Leave it out where there is none.", optional=True
        ),
    ),
    (Example("=PEP_QUORUM(12, 3, 1/3)", "4"), Example("=PEP_QUORUM(7, 5)", "5")),
    _quorum,
)


def _quorate(quorum: Given, present: Given, withdrawn: Given) -> Answer:
    least, there = count_in(quorum, quorum.needed), count_in(present, present.needed)
    away = 0 if is_empty(withdrawn.cell) else count_in(withdrawn, withdrawn.cell)
    if away > there:
        raise withdrawn.refused("more members withdrew than were present. Count them among those present.")
    return is_quorate(least, there, away)


QUORATE = Function(
    "PEP_QUORATE",
    "TRUE where enough members are present. One who withdraws for an interest leaves the count; the quorum stays.",
    (
        Argument("quorum", "How many members must be present."),
        Argument("present", "How many members are present, with those who withdraw from the item."),
        Argument("withdrawn", "How many of those present withdraw from the item for an interest.", optional=True),
    ),
    (Example("=PEP_QUORATE(5, 5)", "TRUE"), Example("=PEP_QUORATE(5, 5, 1)", "FALSE")),
    _quorate,
)
