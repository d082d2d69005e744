"""Where Alembic learns which database to change: the connection that opening.py holds, and locks, already."""

from __future__ import annotations

from alembic import context

from pepsheets.sync.store.opening import VERSION_TABLE
from pepsheets.sync.store.tables import METADATA


def migrate() -> None:
    """Run the revisions on the connection that was handed in, within its transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection, target_metadata=METADATA, version_table=VERSION_TABLE, transactional_ddl=True
    )
    context.run_migrations()


# Alembic runs this file with a context around it; whoever merely imports it has none.
if hasattr(context, "config"):
    migrate()
