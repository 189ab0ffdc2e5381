"""Case 9: a university joins one project only; one outside the accord is invited to it, as a guest with an end date."""

import secrets
from datetime import timedelta

import pytest
import time_machine

from app.database import ROME, commit, db, utc_now, writing
from app.membership.models import Affiliation, Organisation, Person, Seat
from tests.cast import LONG_AGO


@pytest.fixture
def one_project(app, cast):
    """(address of the workspace, ids of the two universities): neither sits at the table."""
    with app.app_context():
        workspace, thread = cast.workspace()
        writing()
        joining = Organisation(name="Università del Progetto", kind="university")
        invited = Organisation(name="Università fuori dall'accordo", kind="university")
        db.session.add_all([joining, invited])
        for role, body in (("area_lead", joining), ("guest", invited)):
            person = cast.person(role)
            db.session.add(Affiliation(person=person, organisation=body, since=LONG_AGO))
        commit()
        return f"/workspaces/{workspace.id}", thread.id, joining.id, invited.id


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


def take_in(app, visitor, one_project):
    """The first joins as a partner, the second comes as a guest."""
    page, _, joining, invited = one_project
    lead = visitor("delegate")
    seat = lead.post(f"{page}/participations", {"organisation": joining, "role": "partner"}).json["id"]
    with app.app_context():
        person = db.session.scalar(db.select(Person.id).where(Person.email == "area_lead@example.org"))
    assert lead.post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate"}).status_code == 201
    stay = {"email": "guest@example.org", "organisation": invited, "purpose": "Porta i dati del campus", "until": in_days(30)}
    return lead.post(f"{page}/guests", stay)


def test_case_09_a_university_takes_part_in_one_project_without_a_seat_at_the_table(app, cast, visitor, one_project):
    page, thread, joining, _ = one_project
    take_in(app, visitor, one_project)
    partner = visitor("area_lead")
    sent = {"body": "Ecco il nostro elenco", "nonce": secrets.token_hex(16)}
    assert partner.post(f"{page}/threads/{thread}/messages", sent).status_code == 201
    assert partner.get_json("/meetings").json["items"] == []
    with app.app_context():
        seats = db.session.scalars(db.select(Seat).where(Seat.organisation_id == joining)).all()
        assert [(seat.place.noun, seat.role) for seat in seats] == [("workspace", "partner")]


def test_case_09_one_outside_the_accord_is_a_guest_until_a_day_and_reads_from_her_entry(app, visitor, one_project):
    page, thread, _, _ = one_project
    visitor("delegate").post(f"{page}/threads/{thread}/messages", {"body": "Detto tra noi", "nonce": secrets.token_hex(16)})
    assert take_in(app, visitor, one_project).status_code == 201
    guest = visitor("guest")
    assert guest.get(page).status_code == 200 and "Detto tra noi" not in guest.get(f"{page}/threads/{thread}").text
    assert guest.post(f"{page}/threads", {"title": "Un altro filone"}).status_code == 403
    assert guest.get_json("/meetings").json["items"] == []
    assert visitor("outsider").get(page).status_code == 404
    with time_machine.travel(utc_now() + timedelta(days=32), tick=False):
        assert visitor("guest").get(page).status_code == 404
        assert visitor("area_lead").get(page).status_code == 200


def test_case_09_the_guest_counts_as_no_participation(app, visitor, one_project):
    page, *_ = one_project
    take_in(app, visitor, one_project)
    told = visitor("delegate").get_json(page).json
    assert "Università fuori dall'accordo" not in [each["organisation"]["name"] for each in told["participations"]]
    assert [each["organisation"]["name"] for each in told["guests"]] == ["Università fuori dall'accordo"]
