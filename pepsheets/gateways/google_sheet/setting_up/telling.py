"""What setting up did, in sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pepsheets.gateways.google_sheet.setting_up.placing import Placed
from pepsheets.gateways.google_sheet.values import Json

_DONE: Mapping[str, str] = {
    "locale": "Dates, money and the time of day are as in the United Kingdom.",
    "removed": "The empty tab that Google gives to each new sheet is removed.",
}
_AGAIN: Mapping[str, str] = {
    "notes": "The help on headings is put back",
    "formats": "Columns take text, dates and money as such again",
    "frozen": "The headings stay in sight again",
    "rules": "Drop-downs and what may be typed are set again",
    "warnings": "Warnings before typing over headings and results are set again",
    "hidden": "The column of the row ID is hidden again",
    "views": "The view for sorting and filtering for oneself is put back",
    "colours": "Colours that follow the figures are put back",
    "buttons": "The buttons are put back",
}


class Told:
    """Gathers what is done while it is planned."""

    def __init__(self) -> None:
        self._tabs: dict[str, list[str]] = {}

    def noting(self, topic: str, requests: Iterable[Json], tab: Placed | None = None) -> Iterator[Json]:
        """The requests, with a note of what they are for."""
        for request in requests:
            names = self._tabs.setdefault(topic, [])
            if tab is not None and not tab.is_new and tab.name not in names:
                names.append(tab.name)
            yield request

    def sentences(self, tabs: Sequence[Placed], *, is_new: bool) -> tuple[str, ...]:
        """What is done, in the order in which it is, and what a person must see to."""
        return (*self._done(tabs), *_waits(tabs, is_new=is_new))

    def _done(self, tabs: Sequence[Placed]) -> Iterator[str]:
        made = [tab.name for tab in tabs if tab.is_new]
        if made:
            yield f"{len(made)} {'tab is' if len(made) == 1 else 'tabs are'} made: {', '.join(made)}."
        for topic, sentence in _DONE.items():
            if topic in self._tabs:
                yield sentence
        for topic, words in _AGAIN.items():
            if self._tabs.get(topic):
                yield f"{words}: {', '.join(self._tabs[topic])}."


def _waits(tabs: Sequence[Placed], *, is_new: bool) -> Iterator[str]:
    for tab in tabs:
        if missing := [planned.column.heading for planned in tab.missing()]:
            these = "this heading" if len(missing) == 1 else "these headings"
            names = ", ".join(f"'{heading}'" for heading in missing)
            yield f"The tab '{tab.name}' lacks {these}: {names}. Add what is missing, or rename what was renamed."
    if not is_new and any(tab.is_new for tab in tabs):
        yield "The new tabs have no results yet: recalculate the sheet to fill them in."
