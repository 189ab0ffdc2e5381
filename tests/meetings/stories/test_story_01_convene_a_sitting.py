"""Story 1 of the domain: a secretary convenes a sitting with agenda and papers.

Its check: the notice reaches all active delegates and substitutes; sent date and terms are recorded; late papers are flagged.
"""

import io
from datetime import timedelta

import time_machine
from sqlalchemy import select

from app.database import commit, db, midnight, utc_now, writing
from app.meetings.models import Meeting, Notice, PaperVersion
from app.meetings.rounds.calling import settle_notices, tell_changes
from app.outbox import Mail

CALLED = ["chair", "delegate", "other_delegate", "substitute"]


def called():
    """{role: [subject]} of the mails by which people were called."""
    mails = db.session.scalars(select(Mail).where(Mail.key.like("call/%"), Mail.dropped_at.is_(None)).order_by(Mail.id))
    found = {}
    for mail in mails:
        found.setdefault(mail.to.split("@")[0], []).append(mail.subject)
    return found


def test_story_01_the_notice_reaches_all_active_delegates_and_substitutes(app, cast, visitor):
    with app.app_context():
        meeting = cast.planned_meeting().id
        assert called() == {}
    assert visitor("outsider").post(f"/meetings/{meeting}/convocation").status_code == 404
    assert visitor("secretary").post(f"/meetings/{meeting}/convocation").status_code == 200
    with app.app_context():
        told = called()
        assert sorted(told) == CALLED
        assert all(len(subjects) == 1 and "Prima seduta" in subjects[0] for subjects in told.values())
        bodies = db.session.scalars(select(Mail.body).where(Mail.key.like("call/%"))).all()
    assert all("1. Alloggi per studenti" in body and "Sala del Consiglio" in body and "/answers/" in body for body in bodies)


def test_story_01_the_date_of_sending_and_the_terms_are_recorded(app, cast, visitor):
    with app.app_context():
        meeting = cast.planned_meeting().id
    secretary = visitor("secretary")
    secretary.post(f"/meetings/{meeting}/convocation")
    with app.app_context():
        writing()
        for number, mail in enumerate(db.session.scalars(select(Mail).where(Mail.key.like("call/%")).order_by(Mail.id))):
            mail.sent_at, mail.refused_at = (utc_now(), None) if number else (None, utc_now())
        commit()
        settle_notices(utc_now())
        assert [each.state for each in db.session.scalars(select(Notice).order_by(Notice.id))] == ["failed", *["sent"] * 3]
    shown = secretary.get_json(f"/meetings/{meeting}/convocation").json
    assert [(each["kind"], each["sequence"], each["notice_days"], each["days_given"]) for each in shown["changes"]] == [
        ("convened", 0, 7, 7)
    ]
    assert shown["changes"][0]["told_at"] and sorted({each["state"] for each in shown["notices"]}) == ["failed", "sent"]
    page = secretary.get(f"/meetings/{meeting}/convocation").text
    assert "delegate@example.org" in page and "Chi è stato avvisato" in page or "Who was told" in page
    assert visitor("delegate").get(f"/meetings/{meeting}/convocation").status_code == 403
    assert visitor("outsider").get(f"/meetings/{meeting}/convocation").status_code == 404


def test_story_01_a_late_notice_is_warned_of_and_goes_out_all_the_same(app, cast, visitor):
    with app.app_context():
        id = cast.planned_meeting().id
        writing()
        db.session.get(Meeting, id).starts_at = utc_now() + timedelta(days=2)
        commit()
    secretary = visitor("secretary")
    assert "tv-note--off" in secretary.get(f"/meetings/{id}/convocation").text
    assert secretary.post(f"/meetings/{id}/convocation").status_code == 200
    assert secretary.get_json(f"/meetings/{id}/convocation").json["changes"][0]["late"] is True


def test_story_01_a_paper_that_comes_late_is_flagged_and_told(app, cast, visitor):
    start = midnight((utc_now() + timedelta(days=30)).date()) + timedelta(hours=10)
    with app.app_context():
        meeting = cast.planned_meeting()
        id, item = meeting.id, meeting.items[0].id
        writing()
        db.session.get(Meeting, id).starts_at = start
        commit()
    visitor("secretary").post(f"/meetings/{id}/convocation")
    with time_machine.travel(start - timedelta(days=1), tick=True):
        paper = {"title": "Relazione", "file": (io.BytesIO(b"%PDF-1.7 relazione"), "relazione.pdf")}
        reply = visitor("secretary").post(f"/items/{item}/papers", paper)
        assert reply.status_code == 201, reply.text
        with app.app_context():
            assert db.session.scalar(select(PaperVersion)).late
            tell_changes(utc_now() + timedelta(seconds=61))
            bodies = db.session.scalars(select(Mail.body).where(Mail.key.like("call/%/request/%/1"))).all()
    assert len(bodies) == len(CALLED) and all("in ritardo" in body or "late" in body for body in bodies)
