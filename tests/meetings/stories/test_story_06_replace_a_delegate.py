"""User story 6 (domain, 2d): replace a delegate mid-mandate.

Old minutes still name the former one; the new one sees the papers from her own start on, or also the earlier ones where the
table allows it.
"""

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting
from tests.states.papers import CONTENT, kept_file

EARLIER, LATER = "Relazione della seduta chiusa", "Relazione della seduta che viene"


@pytest.fixture
def replaced(app, cast):
    """A sitting with a paper is closed, its minutes drafted; then the Politecnico sends another delegate, and one is convened."""
    with app.app_context():
        closed = cast.open_meeting()
        bring(cast, closed, EARLIER, CONTENT)
        close(cast, closed)
        writing()
        cast.mandate("delegate").end(utc_now())
        seat = cast.mandate("delegate").seat
        db.session.flush()
        seat.appoint(cast.person("outsider"), "delegate", since=utc_now())
        commit()
        coming = cast.convened_meeting()
        bring(cast, coming, LATER, CONTENT + b" bis")
        return {"closed": closed.id, "coming": coming.id}


def bring(cast, meeting, title, content):
    writing()
    item = db.session.get(Meeting, meeting.id).items[0]
    item.add_paper(title, kept_file(cast, "secretary", content=content), cast.mandate("secretary"))
    commit()


def close(cast, meeting):
    writing()
    meeting, voice = db.session.get(Meeting, meeting.id), cast.mandate("secretary")
    delegate = cast.mandate("delegate")
    meeting.call_roll([(delegate.seat, delegate)], voice)
    for item in meeting.items:
        item.conclude("noted", "", voice)
    meeting.close(voice)
    commit()


def papers(visitor, role, meeting):
    reply = visitor(role).get_json(f"/meetings/{meeting}")
    return [each["title"] for each in reply.json["papers"]] if reply.status_code == 200 else reply.status_code


def from_her_start(app, cast):
    with app.app_context():
        writing()
        cast.table().papers_from_start = True
        commit()


def test_old_minutes_still_name_the_former_delegate(visitor, replaced):
    rows = visitor("secretary").get_json(f"/meetings/{replaced['closed']}").json["attendance"]
    assert "Delegata" in str(rows) and visitor("outsider").get(f"/meetings/{replaced['closed']}").status_code == 200
    draft = visitor("secretary").post(f"/meetings/{replaced['closed']}/minutes")
    assert draft.status_code == 201
    assert "Delegata" in visitor("secretary").get(f"/meetings/{replaced['closed']}/minutes").text


def test_the_new_one_sees_the_earlier_papers_too_where_nothing_else_is_said(visitor, replaced):
    assert papers(visitor, "outsider", replaced["closed"]) == [EARLIER]
    assert papers(visitor, "outsider", replaced["coming"]) == [LATER]
    assert papers(visitor, "delegate", replaced["closed"]) == 404


def test_the_new_one_sees_papers_from_her_own_start_on_where_the_table_says_so(app, cast, visitor, replaced):
    paper = visitor("secretary").get_json(f"/meetings/{replaced['closed']}").json["papers"][0]["versions"][0]["address"]
    assert visitor("outsider").get(paper).status_code == 200
    from_her_start(app, cast)
    assert papers(visitor, "outsider", replaced["closed"]) == []
    assert papers(visitor, "outsider", replaced["coming"]) == [LATER]
    assert visitor("outsider").get(paper).status_code == 404


def test_who_sat_there_then_and_who_keeps_the_table_see_them_still(app, cast, visitor, replaced):
    from_her_start(app, cast)
    for role in ("substitute", "technician", "chair", "secretary", "auditor"):
        assert papers(visitor, role, replaced["closed"]) == [EARLIER], role
