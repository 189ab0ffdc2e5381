"""What the house knows about me: read it, take it away, be forgotten."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from app.database import commit, db, utc_now, writing
from app.membership.models import Affiliation, Erasure, Identity, Mandate, Office, Person, SignIn, Suspension
from app.membership.models.holdings import holdings
from app.outbox import Mail
from app.register.verifier import faults
from tests.cast import PASSWORD


@pytest.fixture
def person_id(app, cast):
    def of(role):
        with app.app_context():
            return cast.person(role).id

    return of


def ask(visitor, role):
    return visitor(role).post("/me/erasure", {"sure": "y"})


def erased(visitor, role):
    """The role asks, the administrator carries it out."""
    asked = ask(visitor, role)
    assert asked.status_code == 201
    reply = visitor("admin").post(f"/erasures/{asked.json['id']}/execution")
    assert reply.status_code == 200
    return asked.json


# --- Reading it ------------------------------------------------------------------------------------------------------


def test_everybody_reads_what_is_held_about_herself(visitor):
    for role in ("delegate", "outsider"):
        shown = visitor(role).get_json("/me/data").json["items"]
        counts = {each["kind"]: each["count"] for each in shown}
        assert counts["account"] == 1 and counts["affiliations"] == 1
        assert counts["mandates"] == (1 if role == "delegate" else 0)
        assert all(each["why"] and each["kept"] for each in shown)
        assert visitor(role).get("/me/data").status_code == 200


@pytest.mark.parametrize("kind", holdings)
def test_each_kind_is_read_row_by_row(app, cast, visitor, kind):
    with app.app_context():
        cast.workspace()
        cast.published_meeting()
    me = visitor("delegate")
    assert me.get(f"/me/data/{kind}").status_code == 200
    assert "items" in me.get_json(f"/me/data/{kind}").json


def test_there_is_no_other_kind(visitor):
    assert visitor("delegate").get("/me/data/altro").status_code == 404


def test_the_file_holds_all_of_it_and_nothing_of_others(app, cast, visitor):
    with app.app_context():
        cast.workspace()
    reply = visitor("delegate").post("/me/data/export")
    assert reply.headers["Content-Disposition"].startswith("attachment")
    held = json.loads(reply.text)
    assert set(held) == {"person", "at", *holdings}
    assert held["account"][0]["email"] == "delegate@example.org"
    assert "outsider@example.org" not in reply.text
    with app.app_context():
        secrets = db.session.execute(select(Person.password_hash, SignIn.token_hash).join(SignIn)).first()
    assert not any(secret in reply.text for secret in secrets)


def test_taking_it_away_asks_again_who_it_is(app, visitor):
    me = visitor("outsider")
    with app.app_context():
        writing()
        db.session.get(SignIn, me.sign_in_id).proven_at = None
        commit()
    assert me.post("/me/data/export").status_code == 422
    assert me.post("/me/data/export", {"password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("door", ["/me/data/export", "/me/erasure", "/me/tokens"])
def test_where_no_second_factor_is_asked_the_password_is(app, visitor, monkeypatch, door):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", False)
    me, fields = visitor("outsider"), {"sure": "y", "name": "Un programma", "scope": "read", "days": "30"}
    with app.app_context():
        writing()
        db.session.get(SignIn, me.sign_in_id).proven_at = None
        commit()
    assert me.post(door, fields).status_code == 422
    assert me.post(door, fields | {"password": PASSWORD}).status_code in (200, 201)


def test_every_table_that_names_a_person_is_told_to_her(app):
    """A new table with a person in it is told on her page, or stands in the list below with its reason."""
    with app.app_context():
        told = {each.query(1).column_descriptions[0]["entity"].__table__.name for each in holdings.values()}
        silent = {
            f"{table.name}.{column.name}"
            for table in db.metadata.sorted_tables
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
            and not (table.name in told and column.name in ("person_id", "responsible_person_id"))
        }
    others = {name for name in silent if not name.endswith("by_id")}
    assert others == {*SECRETS, *TOLD_BY_ANOTHER}, "who did it is told by the act's own page"


# Proofs of a second factor and of a reset: nothing in them but hashes, gone when used or with the account.
SECRETS = ("recovery_code.person_id", "factor_try.person_id", "password_reset.person_id")
# Told by the message that calls her, and by the task that was hers: holdings `mentions` and `tasks`.
TOLD_BY_ANOTHER = ("mention.person_id", "task_news.person_id")


# --- Being forgotten -------------------------------------------------------------------------------------------------


def test_who_holds_nothing_is_forgotten_at_once(app, visitor, person_id):
    id = person_id("outsider")
    me = visitor("outsider")
    reply = me.post("/me/erasure", {"sure": "y"})
    assert reply.status_code == 201 and reply.json["done_at"]
    assert me.get_json("/tables").status_code == 401
    with app.app_context():
        person = db.session.get(Person, id)
        assert person.name == f"Persona cancellata {id}"
        assert "outsider" not in person.email and person.email.endswith(".invalid")
        assert person.password_hash is None and person.language is None
        assert db.session.scalar(select(SignIn.id).where(SignIn.person_id == id)) is None
    again = visitor().post("/sign-in", {"email": "outsider@example.org", "password": PASSWORD})
    assert again.status_code == 422


def test_who_holds_a_mandate_waits_for_the_administrator(app, visitor, person_id):
    asked = ask(visitor, "delegate")
    assert asked.status_code == 201 and asked.json["done_at"] is None
    assert visitor("delegate").get("/tables").status_code == 200
    page = visitor("admin").get("/erasures")
    assert page.status_code == 200 and "delegate@example.org" in page.text
    assert visitor("auditor").get("/erasures").status_code == 200  # she reads everything, and carries nothing out
    for role in ("outsider", "secretary"):
        assert visitor(role).get("/erasures").status_code == 403
        assert visitor(role).post(f"/erasures/{asked.json['id']}/execution").status_code == 404


def test_with_the_name_go_mandates_offices_and_affiliations(app, visitor, person_id):
    id = person_id("delegate")
    erased(visitor, "delegate")
    with app.app_context():
        for dated in (Mandate, Office, Affiliation):
            for row in db.session.scalars(select(dated).where(dated.person_id == id)):
                assert row.until <= utc_now()


def test_no_row_of_the_archive_names_her_afterwards(app, cast, visitor):
    with app.app_context():
        cast.workspace()
        cast.published_meeting()
        writing()
        db.session.add(Identity(person=cast.person("delegate"), issuer="https://id.example.org", subject="s-1", since=utc_now()))
        name = "Nome Da Cercare"
        cast.person("delegate").name = name
        told = {"language": "it", "subject": f"{name} parla per il Politecnico", "made_at": utc_now(), "due_at": utc_now()}
        db.session.add(Mail(key="x/sent", to="org_admin@example.org", body="", sent_at=utc_now(), **told))
        db.session.add(Mail(key="x/waits", to="org_admin@example.org", body=f"Il mandato di {name}.", **told))
        suspension = Suspension(
            mandate=cast.mandate("delegate"), reason=f"{name} è in verifica", since=utc_now(), until=utc_now()
        )
        db.session.add(suspension)
        commit()
    erased(visitor, "delegate")
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                assert name not in str(row) and "delegate@example.org" not in str(row).replace("other_delegate@", ""), table.name


def test_what_was_said_and_decided_stays_with_the_role_held_then(app, cast, visitor):
    with app.app_context():
        space, thread = cast.workspace()
        writing()
        cast.post(db.session.merge(space), db.session.merge(thread), "delegate", "Io propongo l'elenco")
        cast.published_meeting()
    erased(visitor, "delegate")
    talk = visitor("other_delegate").get(f"/workspaces/{space.id}/threads/{thread.id}").text
    assert "Io propongo l&#39;elenco" in talk or "Io propongo l'elenco" in talk
    assert "Persona cancellata" in talk and "Politecnico" in talk
    with app.app_context():
        assert faults() == []


def test_the_request_can_be_withdrawn_by_her_alone(app, visitor):
    asked = ask(visitor, "delegate").json
    for role in ("outsider", "admin"):
        assert visitor(role).post(f"/erasures/{asked['id']}/withdrawal").status_code in (403, 404)
    assert visitor("delegate").post(f"/erasures/{asked['id']}/withdrawal").status_code == 200
    assert visitor("admin").post(f"/erasures/{asked['id']}/execution").status_code == 409
    assert ask(visitor, "delegate").status_code == 201


def test_nobody_asks_twice(visitor):
    assert ask(visitor, "delegate").status_code == 201
    assert ask(visitor, "delegate").status_code == 409


def test_the_last_administrator_is_not_forgotten(app, cast, visitor):
    reply = ask(visitor, "admin")
    assert reply.status_code == 409 and "amministrat" in reply.json["detail"].lower() or "administrator" in reply.json["detail"]
    with app.app_context():
        writing()
        db.session.add(Office(person=cast.person("org_admin"), kind="administrator", since=utc_now()))
        commit()
    assert ask(visitor, "admin").status_code == 201


def test_the_only_secretary_of_a_table_is_not_forgotten(app, cast, visitor):
    reply = ask(visitor, "secretary")
    assert reply.status_code == 409 and "Tavolo di prova" in reply.json["detail"]
    with app.app_context():
        writing()
        cast.mandate("secretary").seat.appoint(cast.person("plan_office"), "secretary")
        commit()
    assert ask(visitor, "secretary").status_code == 201


def test_the_rule_is_asked_again_when_it_is_carried_out(app, cast, visitor):
    with app.app_context():
        writing()
        other = cast.mandate("secretary").seat.appoint(cast.person("plan_office"), "secretary")
        commit()
        other_id = other.id
    asked = ask(visitor, "secretary").json
    with app.app_context():
        writing()
        db.session.get(Mandate, other_id).end()
        commit()
    assert visitor("admin").post(f"/erasures/{asked['id']}/execution").status_code == 409


def test_it_asks_for_the_tick_and_for_the_password(app, visitor):
    me = visitor("outsider")
    assert me.post("/me/erasure").status_code == 422
    with app.app_context():
        writing()
        db.session.get(SignIn, me.sign_in_id).proven_at = None
        commit()
    assert me.post("/me/erasure", {"sure": "y", "password": "sbagliata"}).status_code == 422
    assert me.submit("/me/erasure", {"sure": "y", "password": PASSWORD}).status_code == 303


def test_her_open_pages_are_cut(app, visitor):
    me = visitor("outsider")
    socket = app.extensions["live"].socketio.test_client(app, flask_test_client=me.http)
    pump = app.extensions["live"].pump
    with app.app_context():
        pump.turn()
    me.post("/me/erasure", {"sure": "y"})
    with app.app_context():
        pump.turn()
    assert not socket.is_connected()


def test_mails_to_her_go_too(app, cast, visitor):
    with app.app_context():
        writing()
        person = cast.person("outsider")
        at = utc_now() - timedelta(days=1)
        db.session.add(Mail(key="x/1", to=person.email, language="it", subject="S", body="", made_at=at, due_at=at, sent_at=at))
        commit()
    ask(visitor, "outsider")
    with app.app_context():
        assert db.session.scalar(select(Mail.id).where(Mail.to == "outsider@example.org")) is None


def test_the_request_itself_stays_without_a_name(app, visitor):
    ask(visitor, "outsider")
    with app.app_context():
        erasure = db.session.scalar(select(Erasure))
        assert erasure.done_at and {column.key for column in inspect(Erasure).columns}.isdisjoint({"name", "email"})
