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


def run():
    with database.engine.connect() as connection:
        connection = connection.execution_options(tavolo_writing=True)
        archive = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
        given = prepare(archive) if archive else {}
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_type,
            transaction_per_migration=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if archive:
            connection.rollback()
            complete(archive, given)


def prepare(archive):
    """SQLite changes a table by drop and rename, which must not take along the rows that refer to it.

    Returns {table: the last number it gave}.
    """
    archive.execute("PRAGMA foreign_keys=OFF")
    if not archive.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        return {}
    return dict(archive.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def complete(archive, given):
    """No row refers to nothing, and no table gives again the number of a row that was deleted."""
    for table, number in given.items():
        archive.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
    broken = archive.execute("PRAGMA foreign_key_check").fetchone()
    archive.execute("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"A row of {broken[0]} refers to a row of {broken[2]} that is not there.")


run()
