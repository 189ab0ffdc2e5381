"""Bringing people in and out by a sheet: the check, the import, the same rows again, and who may."""

import io

import pytest

from app.access_log import AccessEntry
from app.database import db
from app.membership.models import Affiliation, Person

HEADER = "email,name,organisation,administrator,since\n"
GOOD = HEADER + "nuova@example.org,Funzionaria nuova,PM,no,2026-01-01\n"
BAD = GOOD + "sbagliata,Chi,PM,no,\naltra@example.org,Altra,XX,forse,2026-02-31\n"


def people(app):
    with app.app_context():
        return {each.email: each.name for each in db.session.scalars(db.select(Person))}


def test_a_check_changes_nothing_and_a_good_file_comes_in(app, visitor):
    admin = visitor("admin")
    before = people(app)
    page = admin.submit("/sheets/people/check", {"file": (io.BytesIO(GOOD.encode()), "p.csv")})
    assert page.status_code == 200 and "nuova@example.org" in page.text
    assert people(app) == before
    assert admin.post("/sheets/people", {"text": GOOD}).json["new"] == 1
    assert people(app)["nuova@example.org"] == "Funzionaria nuova"


def test_every_bad_row_is_named_and_nothing_is_half_imported(app, visitor):
    before = people(app)
    reply = visitor("admin").post("/sheets/people", {"text": BAD})
    assert reply.status_code == 422
    assert [(each["line"], each["column"]) for each in reply.json["report"]["faults"]] == [(3, "email"), (4, "organisation")]
    assert people(app) == before


def test_what_was_pasted_is_still_there_after_a_refusal(visitor):
    page = visitor("admin").submit("/sheets/people/check", {"text": "nome\nA\n"})
    assert page.status_code == 422 and "nome\nA" in page.text.replace("\r", "")
    page = visitor("admin").submit("/sheets/people/check", {"text": BAD})
    assert "sbagliata" in page.text


def test_what_goes_out_comes_in_as_it_was(app, visitor):
    admin = visitor("admin")
    out = admin.post("/sheets/people/export").text
    report = admin.post("/sheets/people", {"text": out}).json
    assert report["new"] == report["changed"] == 0
    assert report["same"] == len(out.splitlines()) - 1 > 10


def test_an_export_is_written_down(app, visitor):
    visitor("admin").post("/sheets/people/export")
    with app.app_context():
        assert db.session.scalar(db.select(AccessEntry.kind).where(AccessEntry.kind == "people-exported"))


def test_administration_given_by_a_sheet_is_a_new_affiliation(app, visitor, cast):
    row = HEADER + "delegate@example.org,Delegata,PM,yes,\n"
    assert visitor("admin").post("/sheets/people", {"text": row}).json["changed"] == 1
    with app.app_context():
        rows = db.select(Affiliation).where(Affiliation.person_id == cast.person("delegate").id).order_by(Affiliation.since)
        assert [(each.administrator, each.until is None) for each in db.session.scalars(rows)] == [(False, False), (True, True)]


@pytest.mark.parametrize("role", ["outsider", "org_admin", "secretary", "auditor"])
def test_who_does_not_administer_is_refused(visitor, role):
    reader = visitor(role)
    assert reader.get_json("/sheets").status_code == 403
    assert reader.post("/sheets/people", {"text": GOOD}).status_code == 403
    assert reader.post("/sheets/people/export").status_code == 403


def test_the_plan_office_brings_in_objectives_only(visitor):
    office = visitor("plan_office")
    assert [each["kind"] for each in office.get_json("/sheets").json["items"]] == ["objectives"]
    rows = "edition,code,level,parent,title\nP2,P2.M1.A,project,P2.M1,Un progetto\nP2,P2.M1.B,project,P1.A,Un altro\n"
    faults = office.post("/sheets/objectives", {"text": rows}).json["report"]["faults"]
    assert [(each["line"], each["column"]) for each in faults] == [(3, "parent")]
    assert office.post("/sheets/objectives", {"text": rows.rsplit("P2,", 1)[0]}).json["new"] == 1


def test_an_unknown_kind_is_not_there(visitor):
    assert visitor("admin").get_json("/sheets/castles").status_code == 404


def test_more_rows_than_a_page_takes_are_sent_to_the_command(visitor):
    many = HEADER + "".join(f"p{i}@example.org,P,PM,no,\n" for i in range(1001))
    reply = visitor("admin").post("/sheets/people/check", {"text": many})
    assert reply.status_code == 422 and "flask import" in reply.json["detail"]
