"""What the web server answers at each of its addresses."""

from __future__ import annotations

from collections.abc import Callable

from pepsheets.faces.service.health import health
from pepsheets.faces.service.metrics import CONTENT_TYPE, metrics
from pepsheets.faces.service.page import About, page
from pepsheets.faces.service.server import Answer, Answers
from pepsheets.faces.service.service import Service


def answers_of(service: Service, about: Callable[[], About]) -> Answers:
    """The page, the health answer and the figures, each of the moment in which it is asked for."""

    def shown() -> Answer:
        return Answer(page(service.standing(), about()), "text/html; charset=utf-8")

    def healthy() -> Answer:
        status, text = health(service.standing())
        return Answer(text, "application/json", status)

    def counted() -> Answer:
        return Answer(metrics(service.standing(), service.attempts), CONTENT_TYPE)

    return {"/": shown, "/healthz": healthy, "/metrics": counted}
