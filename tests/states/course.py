"""States of a sitting in course: an item taken up with a line in its record, shown or not; suspended."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Note
from tests.states.meetings import opened


def in_course(cast):
    names = opened(cast)
    writing()
    meeting, secretary = db.session.get(Meeting, names["meeting"]), cast.mandate("secretary")
    meeting.take_up(meeting.items[0], secretary)
    line = Note.write(meeting, "Si aprono i lavori.", secretary, meeting.items[0])
    commit()
    return names | {"note": line.id}


def record_shown(cast):
    names = in_course(cast)
    writing()
    cast.table().record_shown = True
    commit()
    return names


def suspended_sitting(cast):
    names = in_course(cast)
    writing()
    db.session.get(Meeting, names["meeting"]).suspend("Pausa", cast.mandate("secretary"))
    commit()
    return names


STATES = {"in course": in_course, "record shown": record_shown, "sitting suspended": suspended_sitting}
