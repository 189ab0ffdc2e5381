"""Awkward case 13 at a live sitting: a vacant seat on one side suspends the decisions, an absent one does not."""

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting
from app.meetings.models.presence import Assembly
from app.meetings.queries.places import places_at
from app.meetings.queries.validity import validity_of


def test_case_13_absent_is_not_vacant(app, cast):
    with app.test_request_context():
        writing()
        table = cast.table("CONF")
        ours = next(seat for seat in table.place.seats if seat.side == "b")
        chair, voice = ours.appoint(cast.person("chair"), "chair"), ours.appoint(cast.person("secretary"), "secretary")
        meeting = Meeting.plan(table, "Conferenza", utc_now(), "", voice)
        meeting.add_item("Intesa", "", voice)
        meeting.convene(voice)
        meeting.open(voice)
        meeting.mark(ours, chair, voice)
        db.session.flush()
        validity = validity_of(Assembly(meeting), places_at(meeting))
        assert validity.balance == (0, 1) and not validity.suspended
        chair.until = utc_now()
        commit()
    with app.test_request_context():
        meeting = db.session.get(Meeting, meeting.id)
        validity = validity_of(Assembly(meeting), places_at(meeting))
        assert validity.balance == (0, 0) and validity.suspended
