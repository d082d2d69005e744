"""Mistyped shares: each with the line of its mistake and what is said of it."""

from __future__ import annotations

from tests.sync.config.files import SHARE, TOP

ONE_TAB = SHARE.replace("['Schools', 'Meetings']", "['Courses']")
NOT_FOR_ALL = (
    "and this share is for everyone. Leave it out; or, if nobody else can open the shared sheet, give the share the "
    "audience 'office'."
)

SHARES = [
    (
        TOP + SHARE.replace("address", "adress"),
        4,
        "'adress' is no word that pepsheets knows below [[share]]. Did you mean 'address'?",
    ),
    (
        TOP + "[[share]]\nname = 'A'\naddress = 'a.xlsx'",
        2,
        "'tabs' is missing below [[share]]. Add a line like tabs = ['Schools', 'Meetings'].",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "'Meetngs'"),
        5,
        "tabs: 'Meetngs' is no tab that pepsheets knows. Did you mean 'Meetings'?",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "'Weather'"),
        5,
        "tabs: 'Weather' is no tab that pepsheets knows. docs/tabs.md lists them.",
    ),
    (
        TOP + SHARE.replace("['Schools', 'Meetings']", "'Schools'"),
        5,
        "tabs: this wants a list of texts. Write it like tabs = ['Schools', 'Meetings'].",
    ),
    (
        TOP + SHARE.replace("['Schools', 'Meetings']", "[]"),
        5,
        "tabs: the list is empty. Name at least one, or take the line out.",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "'Meetings',\n'schools'"),
        6,
        "tabs: 'schools' stands in the list twice. Keep one.",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "\n'Subscriptions'"),
        6,
        f"tabs: the Subscriptions tab is for the office only, {NOT_FOR_ALL}",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "'Checks'"),
        5,
        f"tabs: the Checks tab is for the office only, {NOT_FOR_ALL}",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "'Overview'"),
        5,
        f"tabs: the Overview tab is for the office only, {NOT_FOR_ALL}",
    ),
    (
        TOP + SHARE + "audience = 'steering'",
        6,
        "audience: 'steering' is not one that pepsheets knows. Did you mean 'steering group'?",
    ),
    (
        TOP + SHARE + "audience = 'heads'",
        6,
        "audience: 'heads' is not one that pepsheets knows. Choose 'everyone', 'steering group' or 'office'.",
    ),
    (
        TOP + SHARE + "direction = 'both'",
        6,
        "direction: 'both' is not one that pepsheets knows. Choose 'two-way' or 'read-only'.",
    ),
    (
        TOP + SHARE + "direction = 'readonly'",
        6,
        "direction: 'readonly' is not one that pepsheets knows. Did you mean 'read-only'?",
    ),
    (
        TOP + SHARE + "columns = ['Date']",
        6,
        "columns: there are several tabs. Say which columns are of which: columns = { Schools = ['School'] }.",
    ),
    (
        TOP + SHARE + "columns = { Courses = ['Course'] }",
        6,
        "columns: 'Courses' is none of the share's tabs. Add it to tabs, or take it out here.",
    ),
    (
        TOP + SHARE + "columns = { Meeting = ['Meeting'] }",
        6,
        "columns: 'Meeting' is none of the share's tabs. Did you mean 'Meetings'?",
    ),
    (
        TOP + SHARE + "columns = { Meetings = 'Date' }",
        6,
        "columns: this wants a list of texts. Write it like columns = { Meetings = ['Meeting', 'Kind', 'Date'] }.",
    ),
    (
        TOP + ONE_TAB + "columns = ['Course', 'Titel']",
        6,
        "columns: 'Titel' is no column of the Courses tab. Did you mean 'Title'?",
    ),
    (
        TOP + ONE_TAB + "columns = ['Course', 'Remarks']",
        6,
        "columns: 'Remarks' is no column of the Courses tab. A column of your own goes under extra_columns.",
    ),
    (
        TOP + ONE_TAB + "columns = ['Course', 'Charged']",
        6,
        f"columns: 'Charged' on the Courses tab is for the office only, {NOT_FOR_ALL}",
    ),
    (
        TOP + ONE_TAB + "columns = ['Title']",
        6,
        "columns: 'Course' is missing: it tells the rows of the Courses tab apart. Add it.",
    ),
    (
        TOP + SHARE + "[share.columns]\nSchools = ['School']\nMeetings = [\n'Meeting',\n'Dat',\n]",
        10,
        "columns: 'Dat' is no column of the Meetings tab. Did you mean 'Date'?",
    ),
    (
        TOP + SHARE.replace("'Meetings'", "\n''"),
        5,
        "tabs: nothing stands between the quotation marks. Write it like tabs = ['Schools', 'Meetings'].",
    ),
    (
        TOP + SHARE.replace("['Schools', 'Meetings']", "5") + "columns = { Courses = ['Course'] }",
        5,
        "tabs: this wants a list of texts. Write it like tabs = ['Schools', 'Meetings'].",
    ),
    (
        TOP + SHARE.replace("['Schools', 'Meetings']", "[5]") + "columns = ['Course']",
        5,
        "tabs: this wants a list of texts. Write it like tabs = ['Schools', 'Meetings'].",
    ),
    (
        TOP + SHARE + "extra_columns = 1",
        6,
        "extra_columns: this wants a list of texts. Write it like extra_columns = ['Remarks'].",
    ),
    (
        TOP + SHARE + SHARE.replace("steering.xlsx", "b.xlsx").replace("Steering", "STEERING"),
        6,
        "the share of line 2 is called 'Steering group' too. Give each a name of its own.",
    ),
    (
        TOP + SHARE + SHARE.replace("group/", "./group/").replace("Steering", "Other"),
        6,
        "'Other group' leads to the same sheet as 'Steering group' of line 2. Put the tabs of both into one share.",
    ),
    (
        TOP + SHARE.replace("group/steering.xlsx", "group/../my.xlsx"),
        2,
        "the address of 'Steering group' is the workbook itself. Give that of the shared sheet.",
    ),
]
"""What is wrong with a share."""
