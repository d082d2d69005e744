"""Mistyped files: each with the line of its mistake and what is said of it."""

from __future__ import annotations

from tests.sync.config.files import MAIL, SHARE, TOP

QUOTES = (
    "the quotation marks do not match. Put one of the same kind before and after the text, and nothing behind; round a "
    "text with an apostrophe put double ones."
)
LIST = (
    "this list is not closed, or a comma or a quotation mark in it is missing. Write it like tabs = ['Schools', "
    "'Meetings']."
)
BACKSLASH = (
    "between double quotation marks a \\ has a meaning of its own. Put single ones round a path: "
    "'C:\\Partnership\\my.xlsx'."
)
HIDDEN = (
    "workbook: there is a tab, a new line or another hidden character in the text. A path with a \\ needs single "
    "quotation marks round it: 'C:\\Partnership\\my.xlsx'."
)
PASSWORD = (
    "'password' is no word that pepsheets knows below [mail]. No password ever stands in this file: below [mail], "
    "password_file names the file that holds it."
)

LINES = [
    ("every = 15m", "the text after = needs quotation marks round it. Write every = '15m'."),
    ("every = '15m", QUOTES),
    ("name = 'St John's'", QUOTES),
    ("tabs = ['Schools'", LIST),
    ("tabs = ['Schools' 'Meetings']", LIST),
    (
        "name = “Steering group”",
        "there are curly quotation marks here. Type straight ones, as a plain text editor does.",
    ),
    ('address = "C:\\Users\\us.xlsx"', BACKSLASH),
    ("[[share]", "this heading is not closed as it was opened. Write it like [[share]], or like [mail]."),
    ("Schools", "this line sets nothing. Write it like every = '15m', or begin it with # if it is a remark."),
    ("extra columns = true", "a name cannot hold spaces or other signs. Write extra_columns = and so on."),
    ("name =", "nothing stands after the =. Give a value, or take the line out if 'name' is not needed."),
    ("extra_columns = Yes", "yes and no are written as true and false. Write extra_columns = true."),
    ("password = hunter2", "the text after = needs quotation marks round it. Write password = '…'."),
    ("columns = { Schools = ['School'", "this line could not be understood. Write it like every = '15m'."),
    ("= 'x'", "no name stands before the =. Write it like every = '15m'."),
]
"""Lines that cannot be read."""


SETTINGS = [
    (
        "",
        1,
        "'workbook' is missing above the first heading. Add a line like workbook = 'my.xlsx'.",
    ),
    (
        "workbok = 'my.xlsx'",
        1,
        "'workbok' is no word that pepsheets knows above the first heading. Did you mean 'workbook'?",
    ),
    (
        TOP + "[servce]\nport = 1",
        2,
        "'servce' is no heading that pepsheets knows. Did you mean 'service'?",
    ),
    (
        TOP + "every = '15m'",
        2,
        "'every' is no word that pepsheets knows above the first heading. It belongs below [[share]].",
    ),
    (
        TOP + SHARE + "alarm_after = '3h'",
        6,
        "'alarm_after' is no word that pepsheets knows below [[share]]. It belongs above the first heading.",
    ),
    (
        TOP + SHARE + "colour = 'red'",
        6,
        "'colour' is no word that pepsheets knows below [[share]]. Did you mean 'columns'?",
    ),
    (
        TOP + "[service]\nzzz = 1",
        3,
        "'zzz' is no word that pepsheets knows below [service]. It knows 'host' and 'port'.",
    ),
    (
        "workbook = 5",
        1,
        "workbook: this wants a text between quotation marks. Write it like workbook = 'my.xlsx'.",
    ),
    (
        "workbook = ' '",
        1,
        "workbook: nothing stands between the quotation marks. Write it like workbook = 'my.xlsx'.",
    ),
    (
        'workbook = "C:\\temp.xlsx"',
        1,
        HIDDEN,
    ),
    (
        "workbook = 'my.ods'",
        1,
        "workbook: 'my.ods' is no name of a workbook. Give one that ends in .xlsx, or google: and a web address.",
    ),
    (
        "workbook = 'google:my sheet'",
        1,
        "workbook: 'google:my sheet' names no Google Sheet. Copy the sheet's whole web address behind google:.",
    ),
    (
        "workbook = 'google:abc'",
        1,
        "workbook: 'google:abc' is too short for a Google Sheet, whose ID has about 44 letters and digits. Copy the "
        "sheet's whole web address behind google:.",
    ),
    (
        "workbook = 'https://docs.google.com/spreadsheets/d/1AbC/edit'",
        1,
        "workbook: 'https://docs.google.com/spreadsheets/d/1AbC/edit' is a Google Sheet. Write google: before it.",
    ),
    (
        "workbook = 'https://example.org/my.xlsx'",
        1,
        "workbook: 'https://example.org/my.xlsx' is a web address, but no Google Sheet's. Copy that of the sheet, "
        "with google: before it.",
    ),
    (
        TOP + "alarm_after = '2'",
        2,
        "alarm_after: '2' does not say of what. Write '2m' for minutes, '2h' for hours.",
    ),
    (
        TOP + "alarm_after = 'soon'",
        2,
        "alarm_after: 'soon' is no length of time. Write it like '15m', '2h' or '1d'.",
    ),
    (
        TOP + "alarm_after = '2 minuts'",
        2,
        "alarm_after: '2 minuts' is no length of time that we know. Did you mean 'minutes'?",
    ),
    (
        TOP + "alarm_after = '2 q'",
        2,
        "alarm_after: '2 q' is no length of time that we know. Write it like '15m', '2h' or '1d'.",
    ),
    (
        TOP + "alarm_after = '1s'",
        2,
        "alarm_after: '1s' is too short. Give between 10 seconds and 31 days.",
    ),
    (
        TOP + "alarm_after = '9w'",
        2,
        "alarm_after: '9w' is too long. Give between 10 seconds and 31 days.",
    ),
    (
        TOP + "alarm_after = '2h'\n" + SHARE + "every = '2h'",
        7,
        "every: the alarm is raised after 2 hours, before the next round is even due. Make alarm_after longer, or "
        "rounds more frequent.",
    ),
    (
        TOP + TOP,
        2,
        "'workbook' stands in line 1 already. Keep one of the two.",
    ),
    (
        TOP + MAIL + MAIL,
        6,
        "'mail' stands in line 2 already. Keep one of the two.",
    ),
    (
        TOP + "mail = 'a@b.example'",
        2,
        "'mail' is a heading. Write [mail] on a line of its own, and what belongs to it below.",
    ),
    (
        TOP + "share = 1",
        2,
        "'share' is a heading. Write [[share]] on a line of its own, and what belongs to it below.",
    ),
    (
        TOP + SHARE.replace("[[share]]", "[share]"),
        2,
        "the heading of a share needs two brackets on each side. Write [[share]].",
    ),
    (
        TOP + MAIL.replace("[mail]", "[[mail]]"),
        2,
        "this heading needs one bracket on each side. Write [mail].",
    ),
]
"""What is wrong in general."""

REST = [
    (
        TOP + MAIL + "password = 'hunter2'",
        6,
        PASSWORD,
    ),
    (
        TOP + MAIL.replace("us@school.example", "us"),
        4,
        "from: 'us' is no mail address. Write it like 'office@school.example'.",
    ),
    (
        TOP + MAIL.replace("'office@school.example'", "['a@b.example', 'x']"),
        5,
        "to: 'x' is no mail address. Write it like 'office@school.example'.",
    ),
    (
        TOP + MAIL + "port = 70000",
        6,
        "port: '70000' is not between 1 and 65535. Give one that is.",
    ),
    (
        TOP + MAIL + "port = '25'",
        6,
        "port: this wants a whole number without quotation marks. Write it like port = 587.",
    ),
    (
        TOP + MAIL + "port = true",
        6,
        "port: this wants a whole number without quotation marks. Write it like port = 587.",
    ),
    (
        TOP + MAIL + "tls = 'ssl'",
        6,
        "tls: 'ssl' is not one that pepsheets knows. Choose 'starttls', 'from the start' or 'none'.",
    ),
    (
        TOP + MAIL + "tls = 'none'\nuser = 'us'",
        6,
        "tls: the password would go through the network for all to read. Write tls = 'starttls'.",
    ),
    (
        TOP + MAIL + "user = 'us'\npassword_setting = 'hunter 2'",
        7,
        "password_setting: this is no name of an environment setting. Give its name, like PEPSHEETS_MAIL_PASSWORD,"
        " never the password itself.",
    ),
    (
        TOP + MAIL + "user = 'us'\npassword_setting = 'A'\npassword_file = 'b'",
        7,
        "password_setting: the password is in a setting or in a file. Take one of the two out.",
    ),
    (
        TOP + MAIL + "password_file = 'b'",
        6,
        "password_file: whose password is it? Add user.",
    ),
    (
        TOP + MAIL + "password_setting = 'B'",
        6,
        "password_setting: whose password is it? Add user.",
    ),
    (
        TOP + "[store]\nurl = 'mysql://hunter2@db'",
        3,
        "url: this is no address of a store. Begin it with postgresql://, or give a path.",
    ),
    (
        TOP + "[store]\nurl = 'postgresql://us:hunter2@db/x'",
        3,
        "url: a password never stands in this file. Take it out: PostgreSQL finds it in its own password file, or "
        "in the environment setting PGPASSWORD.",
    ),
    (
        TOP + "[store]\nurl = 'postgresql://db/x?user=us&password=hunter2'",
        3,
        "url: a password never stands in this file. Take it out: PostgreSQL finds it in its own password file, or "
        "in the environment setting PGPASSWORD.",
    ),
]
"""What is wrong with the rest."""
