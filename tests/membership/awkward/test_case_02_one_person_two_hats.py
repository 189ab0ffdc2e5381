"""Case 2: one person with mandates of two bodies at one table: allowed, warned about, and marked for all to see."""

import pytest

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.membership.models import Affiliation, Seat
from tests.cast import LONG_AGO


@pytest.fixture
def names(app, cast):
    """The delegate of PM belongs to US as well, whose delegate has left."""
    with app.app_context():
        writing()
        db.session.add(Affiliation(person=cast.person("delegate"), organisation=cast.body("US"), since=LONG_AGO))
        cast.mandate("other_delegate").end()
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        commit()
        return {"seats": seats, "table": f"/tables/{cast.table().id}", "person": cast.person("delegate").id}


def put_on(visitor, names):
    return visitor("admin").post(f"/seats/{names['seats']['US']}/mandates", {"person": names["person"], "role": "delegate"})


def test_case_02_naming_is_allowed_and_warns_that_two_parties_speak_with_one_mouth(visitor, names):
    reply = put_on(visitor, names)
    assert reply.status_code == 201
    [warning] = reply.get_json()["warnings"]
    assert "Delegata" in warning and "Politecnico di Prova" in warning and "Università Statale di Prova" in warning


def test_case_02_who_names_without_scripts_reads_the_warning_after(visitor, names):
    admin = visitor("admin")
    admin.submit(f"/seats/{names['seats']['US']}/mandates", {"person": names["person"], "role": "delegate"})
    assert "Politecnico di Prova" in admin.get("/me").text


def test_case_02_one_hat_warns_nobody(visitor, names, app, cast):
    with app.app_context():
        person = cast.person("expired").id
    reply = visitor("admin").post(f"/seats/{names['seats']['US']}/mandates", {"person": person, "role": "delegate"})
    assert reply.get_json()["warnings"] == []
    assert visitor("outsider").get_json(names["table"]).get_json()["two_hats"] == []


def test_case_02_the_table_and_the_sitting_mark_it_for_as_long_as_it_lasts(visitor, names, app, cast):
    put_on(visitor, names)
    [told] = visitor("outsider").get_json(names["table"]).get_json()["two_hats"]
    assert told["person"]["name"] == "Delegata" and len(told["organisations"]) == 2
    assert "tv-note--off" in visitor("outsider").get(names["table"]).text
    with app.app_context():
        meeting = cast.open_meeting().id
    assert "tv-note--off" in visitor("secretary").get(f"/meetings/{meeting}").text
    with app.app_context():
        writing()
        cast.mandate("delegate").end()
        commit()
    assert visitor("outsider").get_json(names["table"]).get_json()["two_hats"] == []


def test_case_02_she_acts_for_two_seats_in_one_sitting_only_where_the_table_allows_it(visitor, names, app, cast):
    put_on(visitor, names)
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice, seats = cast.mandate("secretary"), {code: db.session.get(Seat, id) for code, id in names["seats"].items()}
        first, second = (
            next(each for each in seats[code].mandates if each.person_id == names["person"]) for code in ("PM", "US")
        )
        meeting.mark(seats["PM"], first, voice)
        with pytest.raises(RuleBroken):
            meeting.mark(seats["US"], second, voice)
        cast.table().two_seats_allowed = True
        assert meeting.mark(seats["US"], second, voice).mandate is second
