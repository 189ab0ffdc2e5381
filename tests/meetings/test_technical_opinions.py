"""Technical offices: told of items of their body, they give an opinion before the sitting; outputs are handed to them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import AgendaItem, Handing, Meeting
from app.outbox import Mail


@pytest.fixture
def world(app, cast):
    with app.app_context():
        meeting = cast.convened_meeting()
        return SimpleNamespace(meeting=meeting.id, item=meeting.items[0].id, body=cast.body("PM").id, other=cast.body("EX").id)


def asked(visitor, world, **more):
    return visitor("secretary").post(f"/items/{world.item}/concerns", {"organisation": world.body} | more)


def mails(app):
    with app.app_context():
        return sorted(mail.to for mail in db.session.scalars(db.select(Mail).where(Mail.key.like("office-asked/%"))))


def test_the_technical_office_and_the_administrator_are_told_by_mail(app, visitor, world):
    assert asked(visitor, world).status_code == 201
    assert mails(app) == ["org_admin@example.org", "technician@example.org"]
    assert visitor("technician").get(f"/items/{world.item}").status_code == 200
    assert visitor("org_admin").get(f"/items/{world.item}").status_code == 404


def test_an_opinion_is_a_draft_of_its_office_until_it_is_given(visitor, world):
    id = asked(visitor, world).json["id"]
    office = visitor("technician")
    kept = office.post(f"/concerns/{id}/advice", {"verdict": "with_conditions", "text": "Servono i dati."})
    assert kept.json == {"id": id, "given": False}
    assert "Servono i dati." in office.get(f"/items/{world.item}/offices").text
    assert "Servono i dati." not in visitor("secretary").get(f"/items/{world.item}/offices").text
    assert visitor("delegate").get_json(f"/items/{world.item}/offices").json["items"][0]["text"] == ""
    office.post(f"/concerns/{id}/advice", {"verdict": "with_conditions", "text": "Servono i dati.", "give": "y"})
    for page in (f"/items/{world.item}", f"/items/{world.item}/offices", f"/meetings/{world.meeting}?item={world.item}"):
        assert "Servono i dati." in visitor("other_delegate").get(page).text
    again = office.post(f"/concerns/{id}/advice", {"verdict": "contrary", "text": "Anzi no.", "give": "y"})
    assert again.status_code == 409


def test_reasons_are_asked_but_for_no_remark(visitor, world):
    id = asked(visitor, world).json["id"]
    office = visitor("technician")
    assert office.post(f"/concerns/{id}/advice", {"verdict": "contrary", "give": "y"}).status_code == 422
    assert office.post(f"/concerns/{id}/advice", {"verdict": "no_remark", "give": "y"}).status_code == 200


def test_only_the_office_of_that_body_writes_it(visitor, world):
    id = asked(visitor, world).json["id"]
    answers = [
        visitor(role).post(f"/concerns/{id}/advice", {"verdict": "no_remark"}) for role in ("delegate", "secretary", "outsider")
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 404]


def test_a_body_is_named_once_and_sits_at_the_table(visitor, world):
    asked(visitor, world)
    assert asked(visitor, world).status_code == 422
    assert asked(visitor, world, organisation=world.other).status_code == 422
    assert asked(visitor, world, due_on="01/01/2020").status_code == 422


def test_it_comes_before_the_sitting_and_blocks_nothing(app, cast, visitor, world):
    id = asked(visitor, world).json["id"]
    assert visitor("secretary").post(f"/meetings/{world.meeting}/opening").status_code == 200
    late = visitor("technician").post(f"/concerns/{id}/advice", {"verdict": "no_remark", "give": "y"})
    assert late.status_code == 409
    with app.app_context():
        writing()
        voice, meeting = cast.mandate("secretary"), db.session.get(Meeting, world.meeting)
        for item in meeting.items:
            item.conclude("noted", "", voice)
        meeting.close(voice)
        commit()


def test_the_clock_of_an_opinion(app, visitor, world):
    id = asked(visitor, world).json["id"]
    with app.app_context():
        concern = db.session.get(AgendaItem, world.item).concerns[0]
        assert concern.id == id
        day = concern.due_on
        states = [concern.state(day + timedelta(days=days)) for days in (-9, -2, 0, 1)]
        assert states == ["asked", "soon", "soon", "expired"]
        concern.given_at = utc_now()
        assert concern.state(day_of(utc_now())) == "given"


def test_a_confidential_item_stays_closed_to_the_office(visitor, world):
    asked(visitor, world)
    seal = {"public_title": "Questioni di personale", "release_on": "2199-01-01", "reason": "Persone"}
    assert visitor("secretary").post(f"/items/{world.item}/confidentiality", seal).status_code == 200
    assert visitor("technician").get(f"/items/{world.item}/offices").status_code == 404


def test_an_adopted_output_is_handed_to_the_office_that_takes_it_in_charge(app, cast, visitor):
    with app.app_context():
        _, decision = cast.closed_meeting()
        label, id = decision.label, db.session.scalar(db.select(Handing.id).where(Handing.decision_id == decision.id))
    desk = visitor("technician").get("/").text
    assert label in desk and f"/handings/{id}/taking" in desk
    assert [visitor(role).post(f"/handings/{id}/taking").status_code for role in ("delegate", "outsider")] == [404, 404]
    assert visitor("technician").post(f"/handings/{id}/taking").status_code == 200
    assert visitor("technician").post(f"/handings/{id}/taking").status_code == 409
    assert f"/handings/{id}/taking" not in visitor("technician").get("/").text


def test_the_opinion_stands_in_the_draft_of_the_minutes(app, cast, visitor, world):
    id = asked(visitor, world).json["id"]
    visitor("technician").post(f"/concerns/{id}/advice", {"verdict": "favourable", "text": "Si può fare.", "give": "y"})
    with app.app_context():
        writing()
        voice, meeting = cast.mandate("secretary"), db.session.get(Meeting, world.meeting)
        meeting.open(voice)
        for item in meeting.items:
            item.conclude("noted", "", voice)
        meeting.close(voice)
        commit()
    visitor("secretary").post(f"/meetings/{world.meeting}/minutes")
    assert "Si può fare" in visitor("secretary").get(f"/meetings/{world.meeting}/minutes").text
