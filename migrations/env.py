"""How migrations run: inside the application, one transaction each, the same on SQLite and PostgreSQL."""

from alembic import context
from flask import current_app

from app.database import Instant, PartialDateColumn

database = current_app.extensions["migrate"].db


def render_type(kind, thing, autogen_context):
    """Column types of the house by their database shape, so that a migration never imports the house."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, PartialDateColumn):
        return "sa.String(length=10)"
    return False


def numbers_given(connection):
    """{table: the last number it gave}: a table that is rebuilt must not give those of deleted rows again."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").first():
        return {}
    return dict(connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all())


def run():
    with database.engine.connect() as connection:
        connection = connection.execution_options(tavolo_writing=True)
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # a table is rebuilt there by drop and rename, which must not take the rows that refer to it along
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_type,
            transaction_per_migration=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            given = numbers_given(connection) if sqlite else {}
            context.run_migrations()
            for table, number in given.items():
                connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("The migration would leave rows that refer to nothing: nothing was changed.")
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
