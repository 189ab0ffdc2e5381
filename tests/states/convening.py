"""States of a convocation: the link of a mail while it works and after, a meeting called off, answers given."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Reply
from app.permissions import answer_token
from tests.states.meetings import with_meeting


def called(cast, meeting):
    """The names of a meeting, with the delegate's link and one that is nobody's."""
    mandate = cast.mandate("delegate")
    link = answer_token("link", meeting.id, mandate.id)
    names = {"link": link, "forged_link": link[:-1] + ("a" if link[-1] != "a" else "b"), "mine": mandate.id}
    return with_meeting(cast, db.session.get(Meeting, meeting.id)) | names


def call_out(cast):
    return called(cast, cast.convened_meeting())


def begun(cast):
    """Its hour has come; nobody has opened it."""
    meeting = cast.convened_meeting()
    writing()
    db.session.get(Meeting, meeting.id).starts_at = utc_now() - timedelta(minutes=1)
    commit()
    return called(cast, meeting)


def called_off(cast):
    meeting = cast.convened_meeting()
    writing()
    db.session.get(Meeting, meeting.id).call_off("Sala allagata", cast.mandate("secretary"))
    commit()
    return called(cast, meeting)


def answered(cast):
    meeting = cast.convened_meeting()
    writing()
    Reply.give(db.session.get(Meeting, meeting.id), cast.mandate("delegate"), "yes", way="link")
    commit()
    return called(cast, meeting)


STATES = {"call out": call_out, "call begun": begun, "called off": called_off, "call answered": answered}
