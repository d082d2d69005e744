"""Partnerships in which everything has gone wrong: each scene is a workbook that gives some of our sentences.

One file, however long: it has a scene for every check, and is the place where one looks for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from pepsheets.gateways.memory import MemoryWorkbook
from pepsheets.partnerships.pepmk import PEPMK
from pepsheets.sheets import UNCALCULATED, Area, Cell, CellError, NamedTable, Sheet
from pepsheets.tabs.declaration import columns_of

TODAY = date(2026, 11, 21)
NOVEMBER_10, DECEMBER_1 = date(2026, 11, 10), date(2026, 12, 1)

Cells = Mapping[str, Cell]
"""One row as people type it, by heading."""
Scene = Mapping[str, Sequence[Cells]]

SCHOOLS: Sequence[Cells] = [
    {"School": "Oak", "Kind": "primary"},
    {"School": "Ash", "Kind": "Junior", "Area": "Outside"},
    {"School": "Elm", "Kind": "Infant"},
]
PEOPLE: Sequence[Cells] = [
    {"Person": "Ada Quill", "School": "Oak"},
    {"Person": "Bo Finch", "School": "Elm"},
    {"Person": "Cy Marsh", "School": "Ash"},
    {"Person": "Di Wold"},
]
YEAR: Cells = {"Year": "2026/27", "Fee": 250.0}


def rule(setting: str, value: Cell) -> Cells:
    return {"Setting": setting, "Value": value, "Applies from": date(2020, 9, 1)}


def serves(person: str, role: str = "Member", **more: Cell) -> Cells:
    return {"Person": person, "Role": role, "From": date(2025, 6, 10), **more}


def meets(code: str, day: date, **more: Cell) -> Cells:
    return {"Meeting": code, "Kind": "Steering group", "Date": day, "Standing": "Held", **more}


def course(code: str, day: date, **more: Cell) -> Cells:
    plain: Cells = {"Title": "Phonics", "Standing": "Open", "Places": 1.0, "Member price": 50.0, "Outside price": 90.0}
    return {"Course": code, "Date": day, **plain, **more}


def books(code: str, name: str, **more: Cell) -> Cells:
    plain: Cells = {"School": "Oak", "Delegate": "X", "Booked": datetime(2026, 10, 1, 9)}
    return {"Booking": code, "Course": name, **plain, **more}


def cost(code: str, **more: Cell) -> Cells:
    plain: Cells = {"What": "Theatre", "Date": date(2026, 11, 1), "Year": "2026/27", "Net": 100.0, "VAT": 0.0}
    return {"Cost": code, **plain, "VAT treatment": "Exempt", "VAT reclaimed": "No", "Basis": "Pupils", **more}


MISTYPED: Scene = {
    "Schools": [
        *SCHOOLS,
        {"School": "Oak; Ash", "Kind": "Primary"},
        {"School": "OAK", "Kind": "Primary"},
        {"School": CellError("#REF!"), "Kind": "University"},
        {"School": date(2026, 3, 4), "Kind": "Primary"},
        {"School": CellError(UNCALCULATED), "Kind": "Primary"},
    ],
    "Subscriptions": [
        {"School": "Oack", "Year": "2026", "Fee": "lots"},
        {"School": "Oak", "Year": "2026/27", "Fee": -5.0, "Paid": 12.345, "From": "12/13/2026", "Until": "1/9/0206"},
    ],
    "School figures": [{"School": "Hillside", "Year": "2026/27", "Pupils": 12.5}],
    "Bookings": [books("B1", "C1", Booked="31/02/2026")],
    "Rules": [rule("Notice: days", "a week"), rule("Quorum: share", 40.0), rule("Quorum: base", "everyone"),
              rule("Notice: days", -1.0), rule("Elections: month", 13.0), rule("Quorum: deputies count", "perhaps")],
    "Facets": [{"Facet": "Music", "Needed": 0.0, "Firmness": "n/a"}],
}  # fmt: skip

MONEY: Scene = {
    "Schools": SCHOOLS,
    "Subscriptions": [
        {**YEAR, "School": "Oak", "Invoiced on": date(2026, 9, 1), "Paid": 200.0},
        {**YEAR, "School": "Ash", "From": date(2027, 9, 2), "Until": date(2026, 9, 1)},
        {**YEAR, "School": "Elm", "Paid": 300.0, "Until": date(2027, 8, 31)},
    ],
    "School figures": [
        {"School": "Oak", "Year": "2026/27", "Pupils": 0.0, "Budget": 5.0},
        {"School": "Elm", "Year": "2026/27", "Pupils": 0.0, "Budget": 0.0, "Budget means": "Another budget"},
        {"School": "Oak", "Year": "2025/26", "Pupils": 0.0},
    ],
    "Rules": [rule("Costs: shared between schools", "Yes")],
    "Costs": [
        cost("K1"),
        cost("K2", Year="2025/26"),
        cost("K3", Basis="Budget"),
        cost("K4", VAT=20.0),
        cost("K5", VAT=-20.0, **{"VAT treatment": "Standard rate"}),
        cost("K6", **{"VAT treatment": "Standard rate"}),
        cost("K7", Date=date(2019, 9, 3), Year="2019/20", Schools="Oak"),
        cost("K8", Schools="Oak; Ash"),
    ],
    "Term dates": [
        {"Year": "2026/27", "Term": "Autumn", "First day": date(2026, 12, 1), "Last day": date(2026, 9, 1)},
        {"Year": "2025/26", "Term": "Spring", "First day": date(2026, 9, 1), "Last day": date(2026, 10, 1)},
    ],
}

PEOPLE_WRONG: Scene = {
    "Schools": SCHOOLS,
    "People": PEOPLE,
    "Steering group": [
        {**serves("Ada Quill"), "Until": date(2025, 6, 9), "Resigned on": date(2025, 6, 9)},
        serves("Bo Finch", Deputy="Bo Finch"),
        serves("Cy Marsh", Deputy="Bo Finch"),
        serves("Bo Finch", "Chair"),
        serves("Cy Marsh", "Chair"),
        serves("Di Wold", "Vice-Chair"),
        {"Role": "Chair", "From": date(2026, 9, 1)},
    ],
    "Conflicts": [
        {"Share": "Group", "Tab": "Schools", "Row": "Oak", "Column": "Area", "What to do": "Choose one."},
    ],
    "Actions": [
        {"Action": "A1", "Meeting": "M1", "What": "Ring"},
        {"Action": "A2", "Meeting": "M1", "What": "Write", "Owner": "Ada Quill", "Due": date(2026, 11, 1)},
        {"Action": "A3", "Meeting": "M1", "What": "Call", "Owner": "Ada Quill", "Due": DECEMBER_1, "Done": DECEMBER_1},
    ],
    "Meetings": [meets("M1", NOVEMBER_10)],
    "Facets": [
        {"Facet": "Music", "Needed": 1.0, "Firmness": "Required"},
        {"Facet": "Latin", "Needed": 1.0, "Firmness": "Where possible"},
    ],
    "Rules": [rule("Steering group: minimum of members", 7.0), rule("Elections: month", 6.0)],
}

ONE_FOR_ALL: Scene = {
    "Schools": SCHOOLS,
    "People": PEOPLE,
    "Steering group": [serves("Ada Quill"), serves("Ada Quill", "Chair"), serves("Ada Quill", "Vice-Chair")],
    "Rules": [
        rule("Meetings: minimum a year", 3.0),
        rule("Partnership event: month", 2.0),
        rule("Quorum: number", 1.0),
    ],
    "Meetings": [
        meets("M1", NOVEMBER_10),
        meets("E1", date(2027, 3, 3), Kind="Partnership event", Standing="Planned"),
        meets("E2", date(2027, 2, 3), Kind="Partnership event", Standing="Planned"),
        meets("E3", date(2027, 2, 4), Kind="Partnership event", Standing="Planned"),
    ],
    "Attendance": [{"Meeting": "M1", "Person": "Ada Quill", "Attendance": "Present"}],
    "Agenda items": [
        {"Meeting": "M1", "Item": 1.0, "What": "Money", "Withdrew": "Ada Quill"},
        {"Meeting": "E2", "Item": 1.0, "What": "Ideas", "Purpose": "Next year's programme"},
    ],
}

NOTICE: Sequence[Cells] = [
    rule("Notice: days", 7.0), rule("Agenda: sent days before", 7.0), rule("Notes: shared with the LA", "Yes"),
    rule("Meetings: minimum a year", 6.0), rule("Meetings: reconvene within days", 14.0),
]  # fmt: skip

MEETINGS: Scene = {
    "Schools": SCHOOLS,
    "People": PEOPLE,
    "Steering group": [serves("Ada Quill", Deputy="Di Wold"), serves("Bo Finch"), serves("Ada Quill", "Chair")],
    "Rules": NOTICE,
    "Meetings": [
        meets("M1", NOVEMBER_10, **{
            "Notice sent": datetime(2026, 11, 3, 9), "Agenda agreed": date(2026, 11, 5),
            "Agenda sent": date(2026, 11, 4), "Notes sent": date(2026, 11, 1), "Closed on": date(2026, 11, 9),
        }),
        meets("M2", date(2026, 10, 1), **{"Notice sent": datetime(2026, 9, 23, 9), "Closed on": date(2026, 10, 2)}),
        meets("M3", date(2026, 10, 8), Standing="Planned", **{"Closed on": date(2026, 10, 9)}),
        meets("M4", DECEMBER_1),
        meets("M5", date(2026, 11, 23), Standing="Planned"),
        meets("M6", date(2026, 10, 15)),
        meets("E1", date(2026, 3, 3), Kind="Partnership event"),
        meets("E2", date(2026, 2, 3), Kind="Partnership event"),
        meets("E3", date(2026, 2, 4), Kind="Partnership event"),
    ],
    "Attendance": [
        {"Meeting": "M1", "Person": "Ada Quill", "Attendance": "Present", "Arrived at item": 3.0, "Left at item": 2.0},
        {"Meeting": "M1", "Person": "Bo Finch", "Attendance": "Apologies"},
        {"Meeting": "M1", "Person": "Cy Marsh", "Attendance": "Present"},
        {"Meeting": "M1", "Person": "Di Wold", "Attendance": "Deputy"},
        {"Meeting": "M2", "Person": "Di Wold", "Attendance": "Deputy", "Deputy for": "Di Wold"},
        {"Meeting": "M2", "Person": "Bo Finch", "Attendance": "Deputy", "Deputy for": "Ada Quill"},
        {"Meeting": "M2", "Person": "Ada Quill", "Attendance": "Present", "Deputy for": "Bo Finch"},
        {"Meeting": "M5", "Person": "Bo Finch", "Attendance": "Apologies"},
        {"Meeting": "M6", "Person": "Bo Finch", "Attendance": "Apologies", "Comments received": date(2026, 10, 16)},
        {"Meeting": "M6", "Person": "Cy Marsh", "Attendance": "Deputy", "Deputy for": "Bo Finch"},
        {"Meeting": "M6", "Person": "Di Wold", "Attendance": "Deputy", "Deputy for": "Cy Marsh"},
    ],
    "Agenda items": [
        {"Meeting": "M1", "Item": 1.0, "What": "Money", "Withdrew": "Ada Quill; Bo Finch"},
        {"Meeting": "E1", "Item": 1.0, "What": "Ideas", "Purpose": "Next year's programme"},
    ],
}  # fmt: skip

QUORATE: Scene = {
    **MEETINGS,
    "Rules": [rule("Quorum: number", 1.0), rule("Notice: days", 7.0), rule("Notice: kind of days", "school days")],
    "Term dates": [],
    "Meetings": [
        meets("M1", NOVEMBER_10, **{"Notice sent": datetime(2026, 11, 3, 9)}),
        meets("M2", date(2026, 10, 1)),
        meets("M5", date(2026, 11, 23), Standing="Planned"),
        meets("M6", date(2026, 10, 15)),
        meets("E1", date(2026, 3, 3), Kind="Partnership event"),
    ],
}

HOLIDAYS: Scene = {
    "Rules": [rule("Notice: days", 7.0)],
    "Term dates": [
        {"Year": "2025/26", "Term": "Summer", "First day": date(2026, 4, 13), "Last day": date(2026, 7, 21)},
        {"Year": "2026/27", "Term": "Autumn", "First day": date(2026, 9, 3), "Last day": date(2026, 12, 18)},
    ],
    "Meetings": [
        meets("M1", date(2026, 9, 2), **{"Notice sent": datetime(2026, 8, 1, 9)}),
        meets("M3", date(2026, 11, 29), Standing="Planned"),
    ],
}

EARLY: Scene = {
    "Rules": [
        rule("Notice: days", 7.0), rule("Notice: kind of days", "calendar days"), rule("Partnership event: month", 2.0),
    ],
    "Meetings": [
        meets("M1", NOVEMBER_10, **{"Notice sent": datetime(2026, 11, 3, 9)}),
        meets("E1", date(2026, 2, 3), Kind="Partnership event"),
    ],
}  # fmt: skip

COURSES: Scene = {
    "Schools": SCHOOLS,
    "Meetings": [meets("E1", date(2026, 2, 3), Kind="Partnership event")],
    "Agenda items": [{"Meeting": "E1", "Item": 1.0, "What": "Ideas", "Purpose": "Next year's programme"}],
    "Courses": [
        {**course("C1", DECEMBER_1), "Outside price": 0.0, "Terms": "None such", "Minimum": 5.0},
        {**course("C2", DECEMBER_1), "Outside price": 10.0, "Minimum": 1.0, "Decide by": date(2026, 12, 5)},
        course("C3", date(2026, 11, 2), Standing="Held"),
        course("C4", date(2026, 11, 25), Minimum=1.0, **{"Decide by": date(2026, 11, 22)}),
    ],
    "Bookings": [
        books("B1", "C1", Confirmed=date(2026, 10, 2)),
        books("B2", "C1", Confirmed=date(2026, 10, 2)),
        books("B3", "C1", **{"Offered until": date(2026, 10, 2)}),
        books("B4", "C2", Cancelled=date(2026, 9, 1)),
        books("B5", "C3", Booked=datetime(2026, 11, 3, 9), Confirmed=date(2026, 11, 3)),
        books("B6", "C2", Confirmed=date(2026, 10, 2), Cancelled=date(2026, 11, 30)),
        books("B7", "C3", Reason="School closed"),
        books("B8", "C3", Cancelled=date(2026, 10, 10), Reason="No-show", Confirmed=date(2026, 10, 2)),
        books("B9", "C3", Cancelled=date(2026, 10, 10), **{"Waived by": "Ada Quill"}),
        books("B10", "C3", Cancelled=date(2026, 10, 10), **{"Waived on": date(2026, 10, 11)}),
        books("B11", "C3"),
    ],
    "Cancellation terms": [
        {"Terms": "Gap", "Days before": 3.0, "Which days": "calendar days", "Share charged": 0.5},
        {"Terms": "Gap", "Days before": 9.0, "Which days": "working days", "Share charged": 0.7},
    ],
}

TO_COME: Scene = {
    "Schools": SCHOOLS,
    "Subscriptions": [{"School": "Oak", "Year": year} for year in ("2026/27", "2027/28")]
    + [{"School": "Elm", "Year": "2027/28"}],
    "School figures": [{"School": "Oak", "Year": "2027/28"}, {"School": "Elm", "Year": "2027/28"}],
    "Steering group": [
        {"Role": "Chair", "From": date(2027, 6, 30)},
        {"Role": "Member", "From": date(2026, 6, 30)},
    ],
    "Term dates": [
        {"Year": "2026/27", "Term": "Spring", "Last day": date(2027, 3, 25)},
        {"Year": "2027/28", "Term": "Autumn"},
    ],
}

SCENES: Mapping[str, Scene] = {
    "mistyped": MISTYPED, "money": MONEY, "people": PEOPLE_WRONG, "one for all": ONE_FOR_ALL, "meetings": MEETINGS,
    "quorate": QUORATE, "holidays": HOLIDAYS, "early": EARLY, "courses": COURSES, "to come": TO_COME,
}  # fmt: skip


def scene(name: str) -> MemoryWorkbook:
    """The workbook of a scene; the tabs that it does not mention have their headings and nothing else."""
    rows = SCENES[name]
    return MemoryWorkbook(_sheet(tab.tab, [column.heading for column in columns_of(tab)], rows) for tab in PEPMK.tabs)


def misplaced() -> MemoryWorkbook:
    """A workbook whose tabs, headings and tables have been moved about."""
    sheets = dict(scene("money").sheets)
    sheets["Skools"] = replace(sheets.pop("Schools"), name="Skools")
    del sheets["Facets"], sheets["Overview"]
    sheets["Meetings"] = Sheet("Meetings", [["Nothing of ours"]])
    for tab, heading, other in (
        ("Subscriptions", "Fee", "Fees"), ("Costs", "Net", "Before tax"), ("Costs", "Working", "Our own"),
        ("Actions", "Row ID", "Owner"),
    ):  # fmt: skip
        sheets[tab] = _renamed(sheets[tab], heading, other)
    sheets["Checks"] = Sheet("Checks", [sheets["Checks"].rows[0], [], ["Signed by Ada"]])
    sheets["Term dates"] = replace(sheets["Term dates"], formulas=frozenset({(2, 5), (3, 5)}))
    sheets["Rules"] = replace(sheets["Rules"], tables=(NamedTable("Rules", Area(1, 1, 1, 7)),))
    return MemoryWorkbook(sheets.values())


def _renamed(sheet: Sheet, heading: str, other: str) -> Sheet:
    headings = [other if cell == heading else cell for cell in sheet.rows[0]]
    return replace(sheet, rows=[headings, *sheet.rows[1:]])


def _sheet(tab: str, headings: Sequence[str], scene: Scene) -> Sheet:
    for row in scene.get(tab, ()):
        assert row.keys() <= set(headings), f"{tab} has no column {sorted(row.keys() - set(headings))}"
    return Sheet(tab, [list(headings), *([row.get(heading) for heading in headings] for row in scene.get(tab, ()))])
