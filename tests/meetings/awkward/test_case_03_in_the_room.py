"""Awkward case 3 at a live sitting: substitute, replaced delegate and proxy, each with its say for its own time."""

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Proxy, voices


def who(meeting, at=None):
    return sorted((voice.seat.organisation.code, voice.mandate.role, voice.proxy is not None) for voice in voices(meeting, at=at))


def test_case_03_each_speaks_for_her_own_time_and_the_record_keeps_them_all(app, cast):
    with app.app_context():
        writing()
        cast.table().proxies_allowed = 1
        commit()
        id = cast.convened_meeting().id
        writing()
        meeting, secretary = db.session.get(Meeting, id), cast.mandate("secretary")
        Proxy.give(meeting, cast.mandate("other_delegate"), cast.mandate("delegate"))
        meeting.open(secretary)
        substitute, delegate = cast.mandate("substitute"), cast.mandate("delegate")
        meeting.mark(substitute.seat, substitute, secretary)
        commit()
        first = utc_now()
        assert who(meeting) == [("PM", "substitute", False)]
        writing()
        meeting = db.session.get(Meeting, id)
        meeting.mark(cast.mandate("delegate").seat, cast.mandate("delegate"), cast.mandate("secretary"))
        commit()
        second = utc_now()
        assert who(meeting) == [("PM", "delegate", False), ("US", "delegate", True)]
        writing()
        cast.mandate("delegate").hand_over(cast.person("org_admin"))
        commit()
        meeting = db.session.get(Meeting, id)
        assert who(meeting) == []
        assert (len(who(meeting, first)), len(who(meeting, second))) == (1, 2)
        assert delegate.person.name == "Delegata"
