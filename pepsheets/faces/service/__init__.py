"""``pepsheets serve``: rounds on a schedule, a status page, and an alarm when they quietly stopped."""
