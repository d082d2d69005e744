"""The VBA through which cells call our functions: the text that xlwings itself would write.

xlwings writes it into a workbook on "Import Functions", which wants Excel to trust macros that write macros. Ours has
it from the start, so that nobody needs to. What Excel shows of a function while one looks for it stands there as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST_HELP = 255
"""What Excel keeps of a description."""

_USER_DEFINED = r'" \n14"'
"""The category of functions that Excel did not bring."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a function is given, by the name that its Python has for it."""

    name: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function that a cell can call."""

    name: str
    arguments: tuple[Argument, ...]
    help: str = ""


def wrapper(module: str, functions: Iterable[WorksheetFunction]) -> str:
    """The VBA of all functions of a Python module, in the order of their names.

    >>> print(wrapper("rules", [WorksheetFunction("PEP_SUM", (Argument("first"), Argument("more", True)))]), end="")
    Function PEP_SUM(first, Optional more)
        #If App = "Microsoft Excel" Then
            If TypeOf Application.Caller Is Range Then On Error GoTo failed
            PEP_SUM = XLPy.CallUDF("rules", "PEP_SUM", Array(first, more), ThisWorkbook, Application.Caller)
            Exit Function
        #Else
            PEP_SUM = XLPy.CallUDF("rules", "PEP_SUM", Array(first, more))
            Exit Function
        #End If
    failed:
        PEP_SUM = Err.Description
    End Function
    <BLANKLINE>
    """
    ordered = sorted(functions, key=lambda function: function.name)
    return "".join(f"{line}\n" for function in ordered for line in _lines(module, function))


def _lines(module: str, function: WorksheetFunction) -> Iterator[str]:
    name = function.name
    taken = ", ".join("Optional " * each.is_optional + each.name for each in function.arguments)
    passed = f"Array({', '.join(each.name for each in function.arguments)})"
    yield f"Function {name}({taken})"
    yield from _described(function)
    yield '    #If App = "Microsoft Excel" Then'
    yield "        If TypeOf Application.Caller Is Range Then On Error GoTo failed"
    yield f'        {name} = XLPy.CallUDF("{module}", "{name}", {passed}, ThisWorkbook, Application.Caller)'
    yield "        Exit Function"
    yield "    #Else"
    yield f'        {name} = XLPy.CallUDF("{module}", "{name}", {passed})'
    yield "        Exit Function"
    yield "    #End If"
    yield "failed:"
    yield f"    {name} = Err.Description"
    yield "End Function"
    yield ""


def _described(function: WorksheetFunction) -> Iterator[str]:
    """What Excel's own list of functions says of it; people who read the macros in Excel do not see these lines."""
    if function.help:
        words = function.help[:_LONGEST_HELP].replace('"', '""')
        yield f'Attribute {function.name}.VB_Description = "{words}"'
        yield f"Attribute {function.name}.VB_ProcData.VB_Invoke_Func = {_USER_DEFINED}"
