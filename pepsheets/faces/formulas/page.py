"""The page of the documentation about the functions in cells, written from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from pepsheets.faces.formulas import FUNCTIONS
from pepsheets.faces.formulas.declaration import Argument, Function

HEAD = """# The functions in cells

This page is written from the program itself by `scripts/build_reference.py`.

Type a function into a cell as you would type any other, for example `=PEP_NOTICE_BY([@Date], 7)` in a table with a
column Date, or `=PEP_APPORTION(B1, C2:C10)` with an amount in B1 and pupil numbers in C2 to C10. Excel shows a help
text for the function and each argument. What stands in square brackets below may be left out.

- **Dates** are dates as Excel knows them, or their numbers (46,204 is 1 July 2026). A date that was typed as text is
  refused, and so is a number from 1900 to 2200, which looks like a year. Dates begin in March 1900. In a workbook that
  counts from 1904 (an old setting of Macs), refer to cells with dates, not to numbers.
- **Numbers** are numbers. Text that looks like a number is refused. Excel keeps 15 digits of a number, and those are
  taken as exact. Amounts are pounds and whole pence; the little that Excel loses in adding up amounts does not matter.
- **Empty cells**: while a cell that a function needs is empty, the result is empty too, so that a formula can wait in a
  new row. Empty cells in a range are passed over; among figures to share by they are zero. A range of which every cell
  is empty counts as an empty cell where it is needed.
- **Working days** are Mondays to Fridays that are no bank holidays in England. The bank holidays are known: the range
  of closed days is only for more, such as a bank holiday that has just been proclaimed.
- **The day of the meeting** counts as a day of notice for calendar days and working days. For clear days, clear working
  days and school days it does not. The day on which notice is given never counts.
- **School days** are Mondays to Fridays on which the school is open. The functions do not know its holidays: give a
  range of all days on which it is shut. Without one, school days are refused.
- **Below zero**: `PEP_WORKING_DAYS` is minus what it is with the two dates changed over, as with Excel's `NETWORKDAYS`;
  from a Monday back to the Friday before it is -1. `PEP_CLEAR_DAYS` and `PEP_CLEAR_WORKING_DAYS` then count both dates:
  from a Monday back to the Friday before they are -4 and -2, and on one and the same Monday -1.
- **A mistake** is said in the cell, with the function, the argument and what to do, for example "PEP_NOTICE_BY, days:
  '7' is text, not a number. Type a number, with no quotation mark before it." That sentence is text. `SUM` passes over
  text, so look at the cells before you trust a total of them.
- **More than one result** fills the cells beside or below the formula, which must be empty; Excel does not allow that
  inside a table. In a row of a table named Costs, the row's own share is
  `=INDEX(PEP_APPORTION($B$1, [Pupils]), ROW()-ROW(Costs[#Headers]))`. In Excel 2019 and older, select as many cells as
  the range has, type the formula, and press Ctrl+Shift+Enter.
"""


def functions_page() -> str:
    """The page `docs/excel-functions.md`."""
    contents = "".join(f"| [`{one.name}`](#{one.name.lower()}) | {one.help} |\n" for one in FUNCTIONS)
    return f"{HEAD}\n| function | what it answers |\n| --- | --- |\n{contents}{''.join(map(_section, FUNCTIONS))}"


def _section(function: Function) -> str:
    arguments = "".join(map(_argument, function.arguments))
    examples = "".join(_examples(function))
    return (
        f"\n## {function.name}\n\n{function.help}\n\n    ={function.usage}\n\n"
        f"| argument | what it is |\n| --- | --- |\n{arguments}\n| example | shows |\n| --- | --- |\n{examples}"
    )


def _argument(argument: Argument) -> str:
    name = f"[{argument.name}]" if argument.optional else argument.name
    return f"| {name} | {argument.help} |\n"


def _examples(function: Function) -> Iterator[str]:
    for example in function.examples:
        yield f"| `{example.formula}` | {example.shows} |\n"
