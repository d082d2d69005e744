"""How the help of a command closes."""


def examples(*lines: str) -> str:
    """The lines that close the help of a command, kept as they stand."""
    return "\b\n" + "\n".join(("Examples:", *(f"  pepsheets {line}" for line in lines)))
