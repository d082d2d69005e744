"""What was asked and answered, kept for tests to read."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.google.spreadsheets.json_shapes import Json


@dataclass
class Exchange:
    """One request and its reply."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    body: object = None
    status: int = 0
    reply: object = None
    call: str = ""  # as Google names it: sheets.spreadsheets.get
    kind: str = ""  # read, write, drive, token or other
    caller: str = ""
    lost: bool = False  # the connection was cut
    breaches: list[str] = field(default_factory=list)

    def breach(self, what: str) -> None:
        self.breaches.append(f"{self.method} {self.host}{self.path} ({self.call or 'no call we know'}): {what}")

    @property
    def requests(self) -> list[Json]:
        """What a batch update asked for."""
        asked = self.body.get("requests") if isinstance(self.body, dict) else None
        return list(asked) if isinstance(asked, list) else []


@dataclass
class Log:
    """Every exchange since the start."""

    exchanges: list[Exchange] = field(default_factory=list)
    expected: str | None = None
    failures: list[str] = field(default_factory=list)

    def counts(self, kind: str) -> int:
        """How many calls of a kind came in."""
        return sum(exchange.kind == kind for exchange in self.exchanges)

    @property
    def breaches(self) -> list[str]:
        """Where a request or a reply was not as Google describes it, or asked for what the stand-in does not know."""
        return [breach for exchange in self.exchanges for breach in exchange.breaches]

    def expect_breach(self, about: str) -> None:
        """This test breaks Google's description on purpose, in a way whose report holds these words."""
        self.expected = about

    def unexpected(self) -> list[str]:
        """What a test must fail for."""
        if self.expected is None:
            return self.breaches + self.failures
        met = [breach for breach in self.breaches if self.expected in breach]
        missing = [] if met else [f"the breach that was expected did not come: {self.expected}"]
        return [breach for breach in self.breaches if breach not in met] + missing + self.failures
