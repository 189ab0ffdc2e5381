"""User story 5 (domain, 2d): a delegate sees all her tables, papers and actions; one page lists only her own scopes."""

from datetime import timedelta

import pytest

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action, Meeting
from app.membership.models import Table
from tests.cast import LONG_AGO


@pytest.fixture
def three_tables(app, cast):
    """The delegate sits at three tables out of four; each has a sitting to come, and gave her body an action."""
    with app.app_context():
        for code in ("DUE", "TRE", "ALTRO"):
            sit_at(cast, code, mine=code != "ALTRO")
        first = cast.closed_meeting()[0]
        cast.convened_meeting()
        writing()
        act_for(cast, first, "Azione del primo tavolo")
        commit()


def sit_at(cast, code, mine):
    """A table with a sitting convened, and one closed with an action of PM or, where she does not sit, of US."""
    writing()
    table = Table.establish(code=code, name=f"Tavolo {code}", kind="working_table")
    voice = table.place.seat(cast.body("CM"), "member", since=LONG_AGO).appoint(
        cast.person("secretary"), "secretary", since=LONG_AGO
    )
    body, role = ("PM", "delegate") if mine else ("US", "other_delegate")
    table.place.seat(cast.body(body), "member", since=LONG_AGO).appoint(cast.person(role), "delegate", since=LONG_AGO)
    db.session.flush()
    held, coming = (meeting_of(table, f"{word} {code}", voice) for word in ("Tenuta", "Prossima"))
    held.convene(voice)
    held.open(voice)
    held.items[0].conclude("noted", "", voice)
    act_for(cast, held, f"Azione {code}", body, role, voice)
    held.close(voice)
    coming.convene(voice)
    commit()


def meeting_of(table, title, voice):
    meeting = Meeting.plan(table, title, utc_now() + timedelta(days=9), "", voice)
    db.session.flush()
    meeting.add_item(f"Punto di {title}", "", voice)
    db.session.flush()
    return meeting


def act_for(cast, meeting, text, body="PM", role="delegate", voice=None):
    now, voice = utc_now(), voice or cast.mandate("secretary")
    facts = {"organisation": cast.body(body), "person": cast.person(role), "due_on": day_of(now) + timedelta(days=5)}
    facts |= {"given_at": now, "news_at": now, "given_by": voice.person, "table_id": meeting.table_id}
    db.session.add(Action(item=meeting.items[0], text=text, **facts))


def test_a_delegate_of_three_tables_sees_three_and_only_her_own_actions(visitor, three_tables):
    delegate = visitor("delegate")
    desk = delegate.get_json("/").json
    assert sorted(each["text"] for each in desk["actions"]) == ["Azione DUE", "Azione TRE", "Azione del primo tavolo"]
    assert {each["title"] for each in desk["meetings"]} == {"Prima seduta", "Prossima DUE", "Prossima TRE"}
    assert len({each["place"] for each in desk["mandates"]}) == 3
    page = delegate.get("/").text
    for word in ("Azione DUE", "Azione TRE", "Prossima DUE", "Prossima TRE", "Tavolo DUE"):
        assert word in page
    assert "ALTRO" not in page


def test_the_board_of_actions_shows_her_tables_and_no_other(visitor, three_tables):
    assert {each["text"] for each in visitor("delegate").get_json("/actions").json["items"]} == {
        "Azione DUE", "Azione TRE", "Azione del primo tavolo",
    }  # fmt: skip
    others = {each["text"] for each in visitor("other_delegate").get_json("/actions").json["items"]}
    assert others == {"Azione del primo tavolo", "Azione ALTRO"}


def test_the_outsider_sees_none_of_it(visitor, three_tables):
    assert visitor("outsider").get_json("/actions").json["items"] == []
    desk = visitor("outsider").get_json("/").json
    assert desk["actions"] == [] and desk["meetings"] == []
