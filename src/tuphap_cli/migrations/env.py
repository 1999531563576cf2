"""Alembic's environment: it runs on the connection it is given and leaves the transaction to the register."""

from alembic import context

# So that their tables are among those of the metadata.
from tuphap_cli.store import evidence_table, letter_tables, office_tables, word_rows  # noqa: F401
from tuphap_cli.store.standing_rows import metadata  # of all tables

connection = context.config.attributes["connection"]
on_server = connection.dialect.name == "postgresql"
if on_server:  # how each step is done there
    from tuphap_cli.store.server import server_migrations

context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the register's own BEGIN and COMMIT are around all of it
)
context.run_migrations()
if on_server:
    server_migrations.collate(connection)
