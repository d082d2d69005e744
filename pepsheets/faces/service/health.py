"""``/healthz``: for a program that looks whether all is well. 200 while it is, 503 when a share is overdue."""

from __future__ import annotations

import json
from datetime import datetime

from pepsheets.faces.service.standing import ShareStanding, Standing

WELL, NOT_WELL = 200, 503


def health(standing: Standing) -> tuple[int, str]:
    """The status of the answer, and the answer."""
    told = {
        "status": _word(standing),
        "at": standing.now.isoformat(timespec="seconds"),
        "shares": [_share(each, standing.now) for each in standing.shares],
    }
    return WELL if standing.is_well else NOT_WELL, json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _word(standing: Standing) -> str:
    if not standing.is_known:
        return "store cannot be used"
    return "overdue" if standing.overdue else "ok"


def _share(each: ShareStanding, now: datetime) -> dict[str, object]:
    good = each.last_good
    return {
        "name": each.name,
        "overdue": each.alarm is not None,
        "last_good_round": good.isoformat(timespec="seconds") if good else None,
        "age_seconds": int((now - good).total_seconds()) if good else None,
        "last_outcome": each.last.outcome if each.last else None,
    }
