"""When the buttons of these tests are pressed."""

from datetime import UTC, datetime

MOMENT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
TODAY = f"{MOMENT:%Y-%m-%d}"
