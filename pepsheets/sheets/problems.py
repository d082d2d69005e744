"""What a person should see to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]
Stage: TypeAlias = Literal["Before the next meeting", "Before invoicing", "Later"]
STAGES: tuple[Stage, ...] = ("Before the next meeting", "Before invoicing", "Later")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something on a tab that a person should see to: where it is, what is wrong, what to do."""

    severity: Severity
    tab: str
    row: int | None
    column: str | None
    cell: str | None
    message: str
    key: str | None = None
    stage: Stage = field(default="Later", compare=False)

    def as_json(self) -> dict[str, str | int | None]:
        names = ("severity", "tab", "row", "key", "column", "cell", "message")
        return {name: getattr(self, name) for name in names}
