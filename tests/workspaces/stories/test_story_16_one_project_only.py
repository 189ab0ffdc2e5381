"""User story 16: a university delegate joins one project of the table; she sees that one only, and is counted in no other."""

import pytest

from app.database import commit, db, writing
from app.membership.models import Affiliation, Organisation, Person
from tests.cast import LONG_AGO
from tests.workspaces.territory import sub_area


@pytest.fixture
def projects(app, cast, room):
    """(the one that a university without a seat at the table joins, another of the same table); (organisation, its delegate)."""
    with app.app_context():
        other = sub_area(cast, "Un altro progetto")
        writing()
        university = Organisation(code="LIUC", name="Università di Castel Prova", kind="university")
        db.session.add(university)
        person = db.session.scalar(db.select(Person).where(Person.email == "outsider@example.org"))
        db.session.add(Affiliation(person=person, organisation=university, since=LONG_AGO))
        commit()
        return room, other, university.id, person.id


@pytest.fixture
def joined(visitor, projects):
    room, other, university, person = projects
    seat = visitor("delegate").post(f"{room.page}/participations", {"organisation": university, "role": "partner"})
    named = visitor("delegate").post(f"/seats/{seat.json['id']}/mandates", {"person": person, "role": "delegate"})
    assert (seat.status_code, named.status_code) == (201, 201)
    return projects


def test_story_16_she_sees_that_project_and_no_other(visitor, joined):
    room, other, *_ = joined
    delegate = visitor("outsider")
    assert [each["id"] for each in delegate.get_json("/workspaces").json["items"]] == [room.id]
    assert delegate.get(room.page).status_code == 200
    assert delegate.get(f"/workspaces/{other}").status_code == 404
    assert "Un altro progetto" not in delegate.get("/workspaces").text


def test_story_16_her_university_is_counted_in_no_other(visitor, joined):
    room, other, university, _ = joined
    rows = {each["id"]: each["organisations"] for each in visitor("auditor").get_json("/workspaces").json["items"]}
    names = {id: [each["id"] for each in bodies] for id, bodies in rows.items()}
    assert university in names[room.id] and university not in names[other]
    shown = visitor("delegate").get_json(f"/organisations/{university}").json["workspaces"]
    assert [each["id"] for each in shown] == [room.id]


def test_story_16_the_project_gives_no_seat_at_the_table(app, cast, visitor, joined):
    with app.app_context():
        table = cast.table()
        assert joined[2] not in {seat.organisation_id for seat in table.place.seats}
        door = f"/tables/{table.id}"
    assert visitor("outsider").get_json(f"{door}/proposals").status_code in (403, 404)
    mine = {"table": door.rpartition("/")[2], "name": "Mia", "kind": "dossier", "purpose": "Mia"}
    assert visitor("outsider").post("/workspaces", mine).status_code == 403


def test_story_16_before_she_joins_she_finds_neither(visitor, projects):
    room, other, *_ = projects
    assert [visitor("outsider").get(door).status_code for door in (room.page, f"/workspaces/{other}")] == [404, 404]
