"""``python -m pepsheets`` is the command ``pepsheets``."""

import sys

from pepsheets.faces.cli import main

sys.exit(main())
