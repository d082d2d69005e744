"""The alarm where people look: on the Overview and the Conflicts tab of a side, until the next good round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pepsheets.partnerships import Partnership
from pepsheets.recalculation.placing import TabTable, placed, table_of
from pepsheets.sheets import Gateway, Plan, RowAddition, Workbook
from pepsheets.sync.engine.conflict_tab import conflicts_tab, line_id
from pepsheets.sync.engine.in_step import alarm_plan
from pepsheets.sync.engine.joined import is_open
from pepsheets.sync.engine.planning import joined_plans
from pepsheets.sync.engine.reading import ReadTab
from pepsheets.tabs.conflicts import ConflictRow
from pepsheets.tabs.overview import OverviewRow


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """What is said on a side: in a sentence on the Conflicts tab, and in a few words on the Overview."""

    share: str
    sentence: str
    short: str


def raise_alarm(door: Gateway, kind: Partnership, words: AlarmWords, today: date, name: str) -> bool:
    """Says on a side that it has not been in step for too long; whether it had to be said, and could be.

    ``name`` is one that no other batch has. A side without either tab is left alone. Raises a ``GatewayError`` where
    the side cannot be written.
    """
    workbook = door.read([ConflictRow.tab, OverviewRow.tab])
    tab = conflicts_tab(workbook, kind, today)
    short = f"{words.short} See the Conflicts tab." if tab else words.short
    plan = joined_plans(_line(tab, words), alarm_plan(workbook, words.share, short))
    if not plan:
        return False
    _write(door, plan, workbook, {tab.name: table_of(tab.located)} if tab else {}, name)
    return True


def _line(tab: ReadTab | None, words: AlarmWords) -> Plan:
    """The alarm among what waits for a person. Once it stands there, its time is not brought up to date."""
    row_id = line_id(words.share, "", "alarm")
    if tab is None or tab.id_place is None or any(row.row_id == row_id for row in tab.rows):
        return Plan()
    says = {"share": words.share, "on_tab": "All shared tabs", "what_to_do": words.sentence}
    cells = {tab.places[key]: value for key, value in says.items() if key in tab.places}
    return Plan(additions=(RowAddition(tab.name, {**cells, tab.id_place: row_id}),))


def _write(door: Gateway, plan: Plan, workbook: Workbook, tables: Mapping[str, TabTable], name: str) -> None:
    if is_open(door):
        door.write_keeping(plan, workbook.state, name)
    else:
        door.write(placed(plan, workbook, tables), workbook.state)
