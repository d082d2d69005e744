"""The alarm where people look: a line on the Conflicts tab of a side, which the next good round takes away again."""

from __future__ import annotations

from datetime import date

from pepsheets.partnerships import Partnership
from pepsheets.sheets import Gateway, Plan, RowAddition
from pepsheets.sync.engine.conflict_tab import conflicts_tab, line_id
from pepsheets.sync.engine.joined import is_open
from pepsheets.sync.placing import placed, table_of
from pepsheets.tabs.conflicts import ConflictRow


def raise_alarm(door: Gateway, kind: Partnership, share: str, sentence: str, today: date, name: str) -> bool:
    """Says on a side that it has not been in step for too long; whether it had to be said, and could be.

    ``name`` is one that no other batch has. A side without a Conflicts tab is left alone. Raises a ``GatewayError``
    where the side cannot be written.
    """
    workbook = door.read([ConflictRow.tab])
    tab = conflicts_tab(workbook, kind, today)
    row_id = line_id(share, "", "alarm")
    if tab is None or tab.id_place is None or any(row.row_id == row_id for row in tab.rows):
        return False
    says = {"share": share, "on_tab": "All shared tabs", "what_to_do": sentence}
    cells = {tab.places[key]: value for key, value in says.items() if key in tab.places}
    plan = Plan(additions=(RowAddition(tab.name, {**cells, tab.id_place: row_id}),))
    if is_open(door):
        door.write_keeping(plan, workbook.state, name)
    else:
        door.write(placed(plan, workbook, {tab.name: table_of(tab.located)}), workbook.state)
    return True
