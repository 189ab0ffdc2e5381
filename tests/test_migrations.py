"""A world that was lived in goes up by the migrations with all its rows, and down again."""

import pytest
import sqlalchemy as sa

from tests.check_migrations import flask_db

LONG_AGO = "2020-01-01 00:00:00+00:00"
ROWS = {
    "organisation": [
        {"id": 1, "name": "Città di Prova", "name_en": "", "kind": "metropolitan_city", "tax_code": "", "note": ""},
        {"id": 2, "name": "Acqua di Prova", "name_en": "", "kind": "controlled_body", "tax_code": "", "note": "", "owner_id": 1},
    ],
    "person": [{"id": 1, "name": "Delegata", "email": "delegate@example.org"}],
    "place": [{"id": 1, "noun": "table", "noun_id": 1}],
    "seat": [{"id": 1, "place_id": 1, "organisation_id": 1, "role": "member", "reason": "", "since": LONG_AGO}],
    "mandate": [{"id": 1, "seat_id": 1, "person_id": 1, "role": "delegate", "since": LONG_AGO}],
    "sign_in": [{"id": 1, "token_hash": "x", "person_id": 1, "device": "", "since": LONG_AGO}],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request, tmp_path):
    """The address of an empty database, for each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/archive.sqlite"
    return request.getfixturevalue("postgres").create("lived_in")


def migrate(archive, folder, *command):
    done = flask_db(command, archive, str(folder))
    assert done.returncode == 0, done.stdout + done.stderr


def fill(engine):
    meta = sa.MetaData()
    meta.reflect(engine)
    with engine.begin() as connection:
        for table, rows in ROWS.items():
            for row in rows:
                names = ", ".join(row)
                values = ", ".join(f":{name}" for name in row)
                connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def counts(engine):
    with engine.connect() as connection:
        return {table: connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) for table in ROWS}


def test_rows_survive_every_migration_up_and_down(archive, tmp_path):
    migrate(archive, tmp_path, "upgrade", "0001")
    engine = sa.create_engine(archive)
    fill(engine)
    before = counts(engine)
    migrate(archive, tmp_path, "upgrade")
    assert counts(engine) == before
    with engine.connect() as connection:
        mandate = connection.execute(sa.text("SELECT since, confirmed_at FROM mandate")).one()
        assert mandate.confirmed_at == mandate.since
        assert connection.execute(sa.text("SELECT owner_id, body_id FROM shareholding")).all() == [(1, 2)]
    migrate(archive, tmp_path, "downgrade", "0001")
    assert counts(engine) == before
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT owner_id FROM organisation WHERE id = 2")) == 1
    engine.dispose()


def test_every_table_on_sqlite_gives_a_number_once_also_after_it_was_rebuilt(tmp_path):
    archive = f"sqlite:///{tmp_path}/archive.sqlite"
    migrate(archive, tmp_path, "upgrade", "0001")
    engine = sa.create_engine(archive)
    fill(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO place (id, noun, noun_id) VALUES (9, 'table', 9)"))
        connection.execute(sa.text("DELETE FROM place WHERE id = 9"))
        connection.execute(sa.text("UPDATE sqlite_sequence SET seq = 9 WHERE name = 'organisation'"))
    migrate(archive, tmp_path, "upgrade")
    with engine.connect() as connection:
        tables = dict(connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
        given = dict(connection.execute(sa.text("SELECT name, seq FROM sqlite_sequence")).all())
    own = {"alembic_version", "sqlite_sequence", "municipality"}  # a municipality has the number of its body
    assert [name for name, sql in tables.items() if "AUTOINCREMENT" not in sql and name not in own] == []
    assert (given["place"], given["organisation"]) == (9, 9)
    engine.dispose()
