"""The schools of the worked example by a short name, and its people. Any likeness to a person is chance."""

from typing import NamedTuple

from pepsheets.tabs.schools import School


class Member(NamedTuple):
    """A member school: its kind, its pupils in the last year and in this, its budget in the last year."""

    name: str
    pupils: tuple[int, int]
    budget: int


MEMBERS = (
    Member("Bradwell Weir Primary School", (418, 411), 2_214_600),
    Member("Canalside Infant School", (176, 171), 1_003_250),
    Member("Cowslip Lane Primary School", (297, 304), 1_588_900),
    Member("Furze Hollow Junior School", (352, 349), 1_811_400),
    Member("Gridway Primary School", (631, 628), 3_190_750),
    Member("Heron Reach Primary School", (389, 396), 2_047_300),
    Member("Linford Mere Primary School", (205, 198), 1_142_850),
    Member("Mill Lock Primary School", (143, 131), 861_200),
    Member("Ouzel Bank Primary School", (214, 233), 1_187_400),
    Member("Peartree Copse Primary School", (259, 262), 1_402_150),
    Member("Redway Primary School", (447, 452), 2_331_500),
    Member("Shenley Oak Primary School", (403, 408), 2_120_650),
    Member("Tattenhoe Vale Primary School", (612, 617), 3_061_300),
    Member("Willow Wharf Primary School", (321, 315), 1_702_750),
)
_NAMES = tuple(member.name for member in MEMBERS)
BRADWELL, CANALSIDE, COWSLIP, FURZE, GRIDWAY, HERON, LINFORD = _NAMES[:7]
MILL, OUZEL, PEARTREE, REDWAY, SHENLEY, TATTENHOE, WILLOW = _NAMES[7:]
LEAVER, JOINER = MILL, OUZEL
ST_PAULS = "St Paul's"
WINSLOW, RIDGMONT, POTTERS = "Winslow Fields Primary School", "Ridgmont Lea Primary School", "Potter's Wood School"

ADA, BEN, CLARA, DEV, ESME = "Ada Quill", "Ben Larkspur", "Clara Wren", "Dev Marlow", "Esme Thistle"
FEMI, GRETA, HUGO, IVY, JONAS = "Femi Ridge", "Greta Linden", "Hugo Penhall", "Ivy Sandling", "Jonas Pike"
KIT, LENA, MO, NELL, OLA, PIP = "Kit Marsh", "Lena Furlong", "Mo Askew", "Nell Carver", "Ola Brook", "Pip Teasel"
QUINN, ROSA, SAM, TESS = "Quinn Fallow", "Rosa Dell", "Sam Orchard", "Tess Hollin"

PEOPLE: tuple[tuple[str, str | None, str], ...] = (
    (ADA, REDWAY, "Head teacher"),
    (BEN, WILLOW, "Head teacher"),
    (CLARA, HERON, "Head teacher"),
    (DEV, CANALSIDE, "Head teacher"),
    (ESME, TATTENHOE, "Deputy head"),
    (FEMI, GRIDWAY, "Head teacher"),
    (GRETA, ST_PAULS, "Assistant head"),
    (HUGO, PEARTREE, "Head teacher"),
    (IVY, COWSLIP, "Head teacher"),
    (JONAS, MILL, "Head teacher"),
    (KIT, HERON, "Deputy head"),
    (LENA, REDWAY, "Assistant head"),
    (MO, WILLOW, "Deputy head"),
    (NELL, None, "Partnership administrator"),
    (OLA, CANALSIDE, "Deputy head"),
    (PIP, PEARTREE, "Assistant head"),
    (QUINN, ST_PAULS, "Lead practitioner"),
    (ROSA, COWSLIP, "Deputy head"),
    (SAM, None, "Local authority"),
    (TESS, SHENLEY, "School business manager"),
)


def outside_schools() -> tuple[School, ...]:
    """Schools that subscribe to nothing, and book courses at the outside price."""
    return (
        School(name=POTTERS, kind="Special", area="Outside", contact="Finance office", email="finance@potters.example"),
        School(name=RIDGMONT, kind="Primary", area="Outside", contact="School office", email="office@ridgmont.example"),
        School(name=WINSLOW, kind="Primary", area="Outside", contact="School office", email="office@winslow.example"),
    )
