"""A reserved table whose keepers have gone is not lost: the platform administrator names one, without seeing into it."""

import pytest
from sqlalchemy import select

from app.access_log import AccessEntry
from app.database import db
from tests.states.tables import reserved, reserved_and_unkept


@pytest.fixture
def table(app, cast):
    with app.app_context():
        return reserved_and_unkept(cast)["table"]


@pytest.fixture
def fields(app, cast):
    with app.app_context():
        return {"organisation": cast.body("CM").id, "email": "plan_office@example.org"}


def test_its_name_alone_is_shown_to_the_administrator_and_to_nobody_else(visitor, table):
    assert visitor("admin").get_json("/tables/unkept").json["items"] == [{"id": table, "name": "Tavolo di prova"}]
    assert visitor("admin").get(f"/tables/{table}").status_code == 404
    for role in ("outsider", "auditor", "delegate"):
        assert visitor(role).get("/tables/unkept").status_code == 403


def test_who_is_named_keeps_it_and_opens_it_again(app, visitor, table, fields):
    reply = visitor("admin").post(f"/tables/{table}/keepers", fields)
    assert reply.status_code == 201, reply.text
    keeper = visitor("plan_office")
    assert keeper.get(f"/tables/{table}").status_code == 200
    assert keeper.post(f"/tables/{table}/opening").status_code == 200
    assert visitor("outsider").get(f"/tables/{table}").status_code == 200
    with app.app_context():
        entry = db.session.scalar(select(AccessEntry).where(AccessEntry.kind == "keeper-named"))
        assert entry.subject == f"table/{table}"


def test_once_it_is_kept_the_administrator_sees_it_no_more(visitor, table, fields):
    assert visitor("admin").post(f"/tables/{table}/keepers", fields).status_code == 201
    assert visitor("admin").get_json("/tables/unkept").json["items"] == []
    assert visitor("admin").post(f"/tables/{table}/keepers", fields).status_code == 404


@pytest.mark.parametrize("address", ["admin@example.org", "outsider@example.org", "nessuna@example.org", ""])
def test_neither_herself_nor_a_stranger_to_the_body_and_nothing_typed_is_lost(visitor, table, fields, address):
    reply = visitor("admin").submit(f"/tables/{table}/keepers", fields | {"email": address})
    assert reply.status_code == 422 and f'value="{address}"' in reply.text and f'id="table-{table}-email"' in reply.text
    assert len(visitor("admin").get_json("/tables/unkept").json["items"]) == 1


def test_a_suspension_of_its_keepers_opens_no_way_in(app, cast, visitor):
    """Suspending the body of those who keep it would else be a key to every reserved table."""
    with app.app_context():
        reserved(cast)
        body = cast.body("CM").id
    assert visitor("admin").post(f"/organisations/{body}/suspension", {"reason": "Prova"}).status_code == 201
    assert visitor("admin").get_json("/tables/unkept").json["items"] == []
