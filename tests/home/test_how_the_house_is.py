"""/healthz and /readyz: alive, and ready to be used."""

from app.database import commit, db, writing
from app.happenings import LogBook


def test_the_house_is_alive_and_ready(visitor):
    assert visitor().get("/healthz").get_json() == {"status": "ok"}
    assert visitor().get("/readyz").get_json() == {"status": "ready", "missing": []}


def test_a_house_that_was_never_founded_says_so(app, visitor):
    with app.app_context():
        writing()
        db.session.execute(db.delete(LogBook))
        commit()
    reply = visitor().get("/readyz")
    assert reply.status_code == 503
    assert "flask found" in reply.get_json()["missing"][0]


def test_an_archive_of_another_shape_is_not_ready(app, visitor):
    with app.app_context():
        writing()
        db.session.execute(db.text("UPDATE alembic_version SET version_num = '0000'"))
        commit()
    assert "flask db upgrade" in visitor().get("/readyz").get_json()["missing"][0]


def test_an_archive_that_does_not_answer_is_not_ready(app, visitor):
    rename(app, "log_book", "elsewhere")
    try:
        reply = visitor().get("/readyz")
    finally:
        rename(app, "elsewhere", "log_book")  # a fresh world is fresh rows, in tables that keep their shape
    assert reply.status_code == 503
    assert "does not answer" in reply.get_json()["missing"][0]


def rename(app, table, name):
    with app.app_context():
        writing()
        db.session.execute(db.text(f"ALTER TABLE {table} RENAME TO {name}"))
        commit()
