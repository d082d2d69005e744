"""Ready workbooks, made from the declarations of a partnership's tabs."""

from pepsheets.templates.saving import write_template
from pepsheets.templates.workbook import template_bytes

__all__ = ["template_bytes", "write_template"]
