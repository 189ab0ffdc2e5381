"""Minutes are put in view of those who attended, contested by a seat, rectified or left as they are, then approved."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Timetable
from app.meetings.models.timetable import DEFAULTS
from app.outbox import Mail

TEXT = "# Verbale\n\nIl Tavolo decide di fare *subito* un elenco.\n\nLa seduta si chiude."
RIGHT = TEXT.replace("un elenco", "due elenchi")
PASSAGE = {"passage": "decide di fare subito\nun elenco.", "text": "Gli elenchi sono due."}


@pytest.fixture
def held(app, cast, visitor):
    """(address of the meeting, of its minutes): the other delegate attended; the table waits seven days for observations."""
    with app.app_context():
        writing()
        Timetable.set_for(cast.table(), **DEFAULTS | {"observation_days": 7}, by=cast.person("secretary"))
        commit()
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice = cast.mandate("secretary")
        for role in ("secretary", "other_delegate"):
            mandate = cast.mandate(role)
            meeting.mark(mandate.seat, mandate, voice)
        for item in meeting.items:
            item.conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        id = meeting.id
    secretary = visitor("secretary")
    minutes = secretary.post(f"/meetings/{id}/minutes").json["id"]
    secretary.post(f"/minutes/{minutes}/versions", {"source": TEXT, "version": 1})
    return f"/meetings/{id}", f"/minutes/{minutes}"


@pytest.fixture
def in_view(held, visitor):
    assert visitor("secretary").post(f"{held[1]}/circulation", {"version": 2}).json["state"] == "circulated"
    return held


def mails(app, template):
    with app.app_context():
        return db.session.scalars(db.select(Mail.to).where(Mail.key.startswith(template)).order_by(Mail.id)).all()


def test_who_attended_is_told_by_mail_and_nobody_else(app, in_view, visitor):
    meeting, minutes = in_view
    assert mails(app, "minutes/") == ["secretary@example.org", "other_delegate@example.org"]
    with app.app_context():
        body = db.session.scalar(db.select(Mail.body).where(Mail.to == "other_delegate@example.org"))
        assert f"{meeting}/minutes" in body and "elenco" not in body
    assert visitor("secretary").post(f"{minutes}/circulation", {"version": 2}).status_code == 409
    assert visitor("delegate").post(f"{minutes}/circulation", {"version": 2}).status_code == 403
    assert visitor("outsider").post(f"{minutes}/circulation", {"version": 2}).status_code == 404
    assert "tv-chip--info" in visitor("delegate").get(f"{meeting}/minutes").text


def test_a_seat_whose_delegate_is_another_one_now_is_told_through_her(app, cast, held, visitor):
    with app.app_context():
        writing()
        mandate = cast.mandate("other_delegate")
        seat = mandate.seat
        mandate.end(utc_now(), by=cast.person("admin"))
        seat.appoint(cast.person("partner"), "delegate", since=mandate.until)
        commit()
    visitor("secretary").post(f"{held[1]}/circulation", {"version": 2})
    assert "other_delegate@example.org" not in mails(app, "minutes/")
    assert "partner@example.org" in mails(app, "minutes/")


def test_they_are_approved_after_the_window_and_not_unseen(held, visitor):
    secretary, minutes = visitor("secretary"), held[1]
    assert secretary.post(f"{minutes}/approval", {"version": 2}).status_code == 409
    assert secretary.post(f"{minutes}/circulation", {"version": 1}).status_code == 409
    secretary.post(f"{minutes}/circulation", {"version": 2})
    assert secretary.submit(f"{minutes}/approval", {"version": 2}).status_code == 409
    with time_machine.travel(utc_now() + timedelta(days=8, hours=1)):
        assert visitor("secretary").post(f"{minutes}/approval", {"version": 2}).status_code == 200


def test_other_words_take_the_text_out_of_view(in_view, visitor):
    meeting, minutes = in_view
    secretary = visitor("secretary")
    secretary.post(f"{minutes}/versions", {"source": RIGHT, "version": 2})
    assert secretary.get_json(f"{meeting}/minutes").json["state"] == "draft"
    assert visitor("delegate").post(f"{minutes}/contestations", PASSAGE).status_code == 409
    assert secretary.post(f"{minutes}/circulation", {"version": 3}).status_code == 200


def test_a_passage_is_quoted_as_it_reads(in_view, visitor):
    delegate, minutes = visitor("delegate"), in_view[1]
    page = delegate.submit(f"{minutes}/contestations", PASSAGE | {"passage": "decide di non fare"})
    assert page.status_code == 422 and "Gli elenchi sono due." in page.text
    made = delegate.post(f"{minutes}/contestations", PASSAGE)
    assert made.status_code == 201
    told = delegate.get_json(f"/contestations/{made.json['id']}").json
    assert told["verdict"] is None and told["version"] == 2 and told["organisation"]["name"] == "Politecnico di Prova"
    assert "Gli elenchi sono due." in visitor("other_delegate").get(f"/contestations/{made.json['id']}").text


def test_only_who_speaks_for_a_seat_contests(in_view, visitor):
    minutes = in_view[1]
    assert visitor("substitute").post(f"{minutes}/contestations", PASSAGE).status_code == 201
    for role in ("technician", "secretary", "chair", "auditor"):
        assert visitor(role).post(f"{minutes}/contestations", PASSAGE).status_code == 403
    assert visitor("outsider").post(f"{minutes}/contestations", PASSAGE).status_code == 404


def test_an_answer_is_a_new_version_or_a_reason(app, in_view, visitor):
    meeting, minutes = in_view
    delegate, secretary = visitor("delegate"), visitor("secretary")
    first = delegate.post(f"{minutes}/contestations", PASSAGE).json["id"]
    second = delegate.post(f"{minutes}/contestations", PASSAGE | {"text": "Mancano i presenti."}).json["id"]
    assert set(mails(app, "contested/")) == {"secretary@example.org", "chair@example.org"}
    with time_machine.travel(utc_now() + timedelta(days=9)):
        assert visitor("secretary").submit(f"{minutes}/approval", {"version": 2}).status_code == 409
    assert delegate.post(f"/contestations/{first}/refusal", {"reason": "No"}).status_code == 403
    assert visitor("outsider").post(f"/contestations/{first}/refusal", {"reason": "No"}).status_code == 404
    same = secretary.submit(f"/contestations/{first}/rectification", {"source": TEXT, "version": 2})
    assert same.status_code == 422
    assert secretary.submit(f"/contestations/{first}/rectification", {"source": RIGHT, "version": 1}).status_code == 409
    assert secretary.post(f"/contestations/{first}/rectification", {"source": RIGHT, "version": 2}).json["version"] == 3
    assert secretary.submit(f"/contestations/{second}/refusal", {"reason": " "}).status_code == 422
    assert secretary.post(f"/contestations/{second}/refusal", {"reason": "Sono elencati."}).status_code == 200
    assert secretary.post(f"/contestations/{second}/refusal", {"reason": "Sono elencati."}).status_code == 409
    assert len(mails(app, "contestation-answered/")) == 2
    with time_machine.travel(utc_now() + timedelta(days=9)):
        assert visitor("secretary").submit(f"{minutes}/approval", {"version": 3}).status_code == 303
    shown = delegate.get_json(f"{meeting}/minutes").json
    assert shown["state"] == "approved"
    assert [each["rectified_in"] for each in shown["contestations"]] == [3, None]
    assert "Sono elencati." in delegate.get(f"/contestations/{second}").text


def test_two_versions_are_compared(in_view, visitor):
    meeting, minutes = in_view
    contested = visitor("delegate").post(f"{minutes}/contestations", PASSAGE).json["id"]
    visitor("secretary").post(f"/contestations/{contested}/rectification", {"source": RIGHT, "version": 2})
    told = visitor("delegate").get_json(f"{meeting}/minutes?version=3&against=2").json["changes"]
    assert told[0]["line"] == 3 and ["del", "un"] in told[0]["parts"] and ["ins", "due"] in told[0]["parts"]
    page = visitor("delegate").get(f"{meeting}/minutes?version=3&against=2").text
    assert "<del>un</del>" in page
    assert visitor("delegate").get(f"{meeting}/minutes?version=3&against=9").status_code == 404
    assert visitor("outsider").get(f"{meeting}/minutes?version=3&against=2").status_code == 404


def test_a_sitting_opened_again_takes_its_minutes_out_of_view_and_what_was_written_by_hand_stays(app, in_view, visitor):
    meeting, minutes = in_view
    secretary = visitor("secretary")
    secretary.post(f"{meeting}/reopening", {"reason": "Mancava un esito."})
    assert secretary.post(f"{minutes}/circulation", {"version": 2}).status_code == 409
    secretary.post(f"{meeting}/closure")
    assert secretary.get_json(f"{meeting}/minutes").json["state"] == "draft"
    assert secretary.submit(f"{minutes}/draft").status_code == 409
    assert secretary.get_json(f"{meeting}/minutes").json["source"] == TEXT


def test_a_draft_that_nobody_touched_is_drafted_again_beside_the_first(app, cast, visitor):
    with app.app_context():
        meeting, _ = cast.closed_meeting()
        item, meeting = meeting.items[1].id, f"/meetings/{meeting.id}"
    secretary = visitor("secretary")
    minutes = f"/minutes/{secretary.post(f'{meeting}/minutes').json['id']}"
    assert secretary.post(f"{minutes}/draft").json["version"] == 1  # nothing changed
    secretary.post(f"{meeting}/reopening", {"reason": "Mancava una nota."})
    assert secretary.post(f"{minutes}/draft").status_code == 409
    secretary.post(f"/items/{item}/outcome", {"outcome": "noted", "note": "Con gli auguri."})
    secretary.post(f"{meeting}/closure")
    assert secretary.post(f"{minutes}/draft").json["version"] == 2
    assert "Con gli auguri." in secretary.get_json(f"{meeting}/minutes").json["source"]
    assert len(secretary.get_json(f"{meeting}/minutes").json["versions"]) == 2
    assert visitor("delegate").post(f"{minutes}/draft").status_code == 403
    assert visitor("outsider").post(f"{minutes}/draft").status_code == 404


def test_the_clock_counts_the_circulation_and_says_what_waits(in_view, visitor):
    meeting, minutes = in_view
    visitor("delegate").post(f"{minutes}/contestations", PASSAGE)
    steps = {each["name"]: each for each in visitor("secretary").get_json(f"{meeting}/clock").json["steps"]}
    assert steps["circulation"]["done_at"] and steps["publication"]["missing"].startswith("1 ")


def test_a_table_that_waits_longer_than_it_publishes_is_told(app, cast, visitor):
    with app.app_context():
        table = cast.table().id
    fields = DEFAULTS | {"reminder_days": "7, 1", "observation_days": 16}
    assert visitor("secretary").post(f"/tables/{table}/timetable", fields).status_code == 422
    assert visitor("secretary").post(f"/tables/{table}/timetable", fields | {"observation_days": 15}).status_code == 200
    assert visitor("outsider").post(f"/tables/{table}/timetable", fields).status_code == 403


def test_the_page_of_minutes_costs_the_same_with_many_contestations(app, in_view, visitor, counted):
    meeting, minutes = in_view
    delegate = visitor("delegate")
    delegate.post(f"{minutes}/contestations", PASSAGE)
    delegate.get(f"{meeting}/minutes")
    with counted() as few:
        delegate.get(f"{meeting}/minutes")
    for _ in range(5):
        delegate.post(f"{minutes}/contestations", PASSAGE)
    with counted() as many:
        delegate.get(f"{meeting}/minutes")
    assert len(few) == len(many)
    with app.app_context():
        assert len(db.session.get(Meeting, int(meeting.rsplit("/", 1)[1])).minutes.contestations) == 6
