"""Offices of the platform are given by an administrator to somebody else, end at once, and the last administrator stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access_log import AccessEntry
from app.database import commit, db, utc_now, writing
from app.membership.models import Office, SignIn

AUDITOR = {"email": "Outsider@example.org", "kind": "auditor"}


def office_of(app, cast, role):
    with app.app_context():
        return db.session.scalar(select(Office.id).where(Office.person_id == cast.person(role).id))


def test_who_is_given_an_office_has_its_rights_at_once_and_no_longer(app, visitor):
    assert visitor("outsider").get("/access-log").status_code == 403
    given = visitor("admin").post("/offices", AUDITOR)
    assert given.status_code == 201, given.text
    assert visitor("outsider").get("/access-log").status_code == 200
    assert visitor("admin").post(f"/offices/{given.json['id']}/end").status_code == 200
    assert visitor("outsider").get("/access-log").status_code == 403
    with app.app_context():
        kinds = set(db.session.scalars(select(AccessEntry.kind)))
    assert {"office-given", "office-ended"} <= kinds


def test_an_auditor_reads_who_has_them_and_gives_none(visitor):
    assert len(visitor("auditor").get_json("/offices").json["items"]) == 4
    assert visitor("auditor").post("/offices", AUDITOR).status_code == 403


@pytest.mark.parametrize("role", ["outsider", "secretary", "org_admin"])
def test_nobody_else_gives_offices_or_sees_who_has_them(visitor, role):
    assert visitor(role).get("/offices").status_code == 403
    assert visitor(role).post("/offices", AUDITOR).status_code == 403


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "admin@example.org"}, "email"),
        ({"email": "nessuna@example.org"}, "email"),
        ({"email": "auditor@example.org"}, "kind"),
        ({"kind": "regina"}, "kind"),
        ({"until": "2001-01-01"}, "until"),
    ],
)
def test_what_cannot_be_given_is_refused_beside_its_field_and_nothing_typed_is_lost(visitor, fields, field):
    reply = visitor("admin").submit("/offices", AUDITOR | fields)
    assert reply.status_code == 422 and f'id="{field}-error"' in reply.text
    assert (AUDITOR | fields)["email"] in reply.text


def test_the_last_administrator_hands_over_first(app, cast, visitor):
    mine = office_of(app, cast, "admin")
    assert visitor("admin").post(f"/offices/{mine}/end").status_code == 409
    assert visitor("admin").post("/offices", AUDITOR | {"kind": "administrator"}).status_code == 201
    assert visitor("admin").post(f"/offices/{mine}/end").status_code == 200
    assert visitor("admin").get("/offices").status_code == 403
    assert visitor("outsider").get("/offices").status_code == 200


def test_everybody_lays_down_her_own_and_nobody_that_of_another(app, cast, visitor):
    office = office_of(app, cast, "auditor")
    assert visitor("outsider").post(f"/offices/{office}/end").status_code == 404
    assert visitor("auditor").post(f"/offices/{office}/end").status_code == 200


def test_an_old_proof_of_who_she_is_gives_no_office(app, visitor):
    """It grants: an old second factor is asked again."""
    from_admin = visitor("admin")
    with app.app_context():
        writing()
        db.session.get(SignIn, from_admin.sign_in_id).proven_at = utc_now() - timedelta(minutes=11)
        commit()
    assert from_admin.post("/offices", AUDITOR).get_json()["step_up"] == "/sign-in/step-up"
