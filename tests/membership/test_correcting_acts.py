"""A typo in an act is put right by who recorded it while nothing rests on it, later by the platform administrator."""

import io

import pytest
from sqlalchemy import select

from app.database import db
from app.happenings import Happening

FIELDS = {"kind": "decree", "number": "194", "dated": "30/07/2018", "title": "Grupo di contatto", "issuer": "Sindaco"}
RIGHT = FIELDS | {"title": "Gruppo di contatto"}


@pytest.fixture
def act(visitor):
    reply = visitor("secretary").post("/acts", FIELDS)
    assert reply.status_code == 201, reply.text
    return reply.json["id"]


def test_who_recorded_it_corrects_it_and_the_log_says_what_was_changed(app, visitor, act):
    page = visitor("secretary").get(f"/acts/{act}/correction")
    assert page.status_code == 200 and 'value="2018-07-30"' in page.text and "Grupo di contatto" in page.text
    assert visitor("secretary").post(f"/acts/{act}", RIGHT).status_code == 200
    assert visitor("outsider").get_json(f"/acts/{act}").json["title"] == "Gruppo di contatto"
    with app.app_context():
        said = db.session.scalar(select(Happening).where(Happening.kind == "act-corrected"))
        assert said.facts["fields"] == "title" and said.person_id


@pytest.mark.parametrize("role", ["outsider", "chair", "zones_office", "org_admin"])
def test_nobody_else_does_or_is_offered_it(visitor, act, role):
    assert visitor(role).post(f"/acts/{act}", RIGHT).status_code == 403
    assert visitor(role).get(f"/acts/{act}/correction").status_code == 403
    assert f"/acts/{act}/correction" not in visitor(role).get(f"/acts/{act}").text
    assert f"/acts/{act}/correction" in visitor("secretary").get(f"/acts/{act}").text


def test_once_a_seat_rests_on_it_the_administrator_alone_does(app, cast, visitor, act):
    with app.app_context():
        table, body = cast.table().id, cast.body("FH").id
    reply = visitor("secretary").post(f"/tables/{table}/seats", {"organisation": body, "act": act})
    assert reply.status_code == 201, reply.text
    assert visitor("secretary").post(f"/acts/{act}", RIGHT).status_code == 403
    assert visitor("admin").post(f"/acts/{act}", RIGHT).status_code == 200


def test_its_own_papers_are_nothing_that_rests_on_it(visitor, act):
    paper = {"file": (io.BytesIO(b"%PDF-1.7 atto"), "atto.pdf")}
    assert visitor("secretary").post(f"/acts/{act}/files", paper).status_code == 201
    assert visitor("secretary").post(f"/acts/{act}", RIGHT).status_code == 200


def test_no_correction_makes_two_acts_of_one_and_nothing_typed_is_lost(visitor, act):
    other = visitor("secretary").post("/acts", FIELDS | {"number": "195"}).json["id"]
    reply = visitor("secretary").submit(f"/acts/{other}", RIGHT)
    assert reply.status_code == 422 and "Gruppo di contatto" in reply.text
    assert visitor("secretary").post(f"/acts/{act}", FIELDS).status_code == 409
