"""Two who press the same button at the same moment: it is done once, and the other gets a sentence."""

import threading

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Hand, Meeting, Minutes, Poll, Speech
from app.membership.models import Invitation, Seat
from app.outbox import Mail
from app.rendering import render
from app.workspaces.models import Dossier, Lineage, Merger, Workspace
from tests.conftest import Visitor
from tests.meetings.voting import asked, sitting
from tests.workspaces.merging import second


def together(*asks):
    """The status codes of requests that start at one moment."""
    start, codes = threading.Barrier(len(asks)), []

    def run(ask):
        start.wait()
        codes.append(ask().status_code)

    threads = [threading.Thread(target=run, args=(ask,)) for ask in asks]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(codes)


@pytest.fixture
def keepers(app):
    return [Visitor(app, role) for role in ("secretary", "chair", "secretary", "chair")]


def test_minutes_are_approved_and_published_once(app, cast, keepers):
    with app.app_context():
        meeting, _ = cast.closed_meeting()
        rendered = render("Testo")
        writing()
        drafted = Minutes.draft(meeting, "Testo", rendered, cast.mandate("secretary"))
        commit()
        minutes = drafted.id
    assert together(*[lambda who=who: who.post(f"/minutes/{minutes}/approval", {"version": 1}) for who in keepers]) == [
        200,
        409,
        409,
        409,
    ]
    codes = together(*[lambda who=who: who.post(f"/minutes/{minutes}/publication") for who in keepers])
    assert codes == [200, 409, 409, 409]


def test_a_meeting_is_convened_once(app, cast, keepers):
    with app.app_context():
        meeting = cast.planned_meeting().id
    assert together(*[lambda who=who: who.post(f"/meetings/{meeting}/convocation") for who in keepers]) == [200, 409, 409, 409]


def test_a_seat_gets_one_delegate(app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        seat = next(seat for seat in workspace.place.seats if seat.organisation.code == "US").id
        writing()
        db.session.get(Seat, seat).mandates[0].end()
        commit()
        people = [cast.person(role).id for role in ("other_delegate", "expired", "future")]
    leads = [Visitor(app, "delegate") for _ in people]
    asks = [
        lambda who=who, person=person: who.post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate"})
        for who, person in zip(leads, people, strict=True)
    ]
    assert together(*asks) == [201, 422, 422]


def test_two_nominations_for_one_seat_are_never_both_confirmed(app, cast, keepers):
    """The second one was named for later days, which her confirmation brings forward; or by two hands at once."""
    with app.app_context():
        writing()
        seat = next(seat for seat in cast.table().place.seats if seat.organisation.code == "US")
        seat.delegate_at(utc_now()).end()
        named = [seat.appoint(cast.person(role), "technician", confirmed=False) for role in ("expired", "removed")]
        for each in named:
            each.role = "delegate"
        commit()
        ids = [each.id for each in named]
    asks = [lambda who=who, id=id: who.post(f"/mandates/{id}/confirmation") for who, id in zip(keepers, ids, strict=False)]
    assert together(*asks) == [200, 422]


def test_a_seat_gets_one_delegate_by_invitation_and_by_form(app, cast):
    with app.app_context():
        writing()
        cast.table().confirms = False
        seat = next(seat for seat in cast.table().place.seats if seat.organisation.code == "US")
        seat.delegate_at(utc_now()).end()
        admin = cast.person("admin")
        for role in ("outsider", "partner"):
            facts = {"language": "it", "seat": seat, "role": "delegate", "by": admin}
            Invitation.make(seat.organisation, f"{role}@example.org", role, **facts)
        commit()
        seat, person = seat.id, cast.person("expired").id
        mails = db.session.scalars(db.select(Mail).where(Mail.key.like("invitation/%")).order_by(Mail.id)).all()
        links = ["/invitations/" + each.body.split("/invitations/")[1].split()[0] for each in mails]
    guests = [Visitor(app, "outsider"), Visitor(app, "partner")]
    asks = [lambda who=who, link=link: who.post(link) for who, link in zip(guests, links, strict=True)]
    admin = Visitor(app, "admin")
    together(*asks, lambda: admin.post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate"}))
    with app.app_context():
        now = [each for each in db.session.get(Seat, seat).mandates if each.role == "delegate" and each.in_force(utc_now())]
        assert len(now) == 1


def test_a_body_joins_once(app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        body, workspace = cast.body("EX").id, workspace.id
    leads = [Visitor(app, "delegate") for _ in range(3)]
    fields = {"organisation": body, "role": "partner"}
    asks = [lambda who=who: who.post(f"/workspaces/{workspace}/participations", fields) for who in leads]
    assert together(*asks) == [201, 422, 422]


def test_the_same_message_sent_at_once_from_two_windows_stands_once(app, cast):
    with app.app_context():
        workspace, thread = cast.workspace()
        address = f"/workspaces/{workspace.id}/threads/{thread.id}/messages"
    browser = Visitor(app, "delegate")
    windows = [Visitor(app) for _ in range(3)]
    for window in windows:
        window.token = browser.token
        window.http.set_cookie(app.config["SESSION_COOKIE_NAME"], browser.token)
    fields = {"body": "Una volta sola", "nonce": "ab" * 16}
    assert together(*[lambda who=who: who.post(address, fields) for who in windows]) == [200, 200, 201]


def test_decisions_of_meetings_closed_together_get_different_numbers(app, cast):
    with app.app_context():
        meetings = []
        for _ in range(3):
            meeting = cast.open_meeting(items=("Un punto",))
            writing()
            meeting = db.session.merge(meeting)
            meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
            commit()
            meetings.append(meeting.id)
    who = [Visitor(app, "secretary") for _ in meetings]
    asks = [lambda each=each, id=id: each.post(f"/meetings/{id}/closure") for each, id in zip(who, meetings, strict=True)]
    assert together(*asks) == [200, 200, 200]
    labels = {item["label"] for item in who[0].get_json("/decisions").get_json()["items"]}
    assert len(labels) == 3


def test_one_poll_of_a_sitting_is_open(app, cast, keepers):
    """Two that were prepared on two items, opened by two hands at once."""
    with app.app_context():
        sitting(cast)
        items = [item.id for item in db.session.get(Meeting, 1).items]
    polls = [keepers[0].post(f"/items/{item}/polls", asked()).json["id"] for item in items]
    asks = [lambda who=who, poll=poll: who.post(f"/polls/{poll}/opening") for who, poll in zip(keepers, polls, strict=False)]
    assert together(*asks) == [200, 409]
    with app.app_context():
        assert sorted(poll.state for poll in db.session.scalars(db.select(Poll))) == ["open", "prepared"]


def test_one_person_has_the_floor(app, cast, keepers):
    """Given to three at once; whoever was last speaks, the others have finished."""
    with app.app_context():
        sitting(cast)
    speakers = [Visitor(app, role) for role in ("chair", "delegate", "other_delegate")]
    up = [lambda who=who: who.post("/meetings/1/hands", {"kind": "question"}) for who in speakers]
    assert together(*up) == [201, 201, 201]
    with app.app_context():
        hands = [hand.id for hand in db.session.scalars(db.select(Hand))]
    asks = [lambda who=who, hand=hand: who.post(f"/hands/{hand}/floor") for who, hand in zip(keepers, hands, strict=False)]
    assert together(*asks) == [201, 201, 201]
    with app.app_context():
        assert [speech.until is None for speech in db.session.scalars(db.select(Speech))].count(True) == 1


# --- Merging workspaces ----------------------------------------------------------------------------------------------


@pytest.fixture
def three(app, cast):
    """(numbers of three workspaces, number of the merger that the first proposes, its parts by workspace)."""
    with app.app_context():
        first, _ = cast.workspace()
        ids = [first.id, *[second(cast, first.decision)[0].id for _ in range(2)]]
    fields = {"name": "Insieme", "purpose": "Tutto.", "workspaces": ids[1:]}
    merger = Visitor(app, "delegate").post(f"/workspaces/{ids[0]}/mergers", fields).json["id"]
    parts = Visitor(app, "auditor").get_json(f"/mergers/{merger}").json["parts"]
    return ids, merger, {each["workspace"]["id"]: f"/merger-parts/{each['id']}" for each in parts}


def test_two_who_agree_at_once_merge_once(app, three):
    """Both were asked, and neither knew of the other's answer."""
    ids, merger, parts = three
    who = [Visitor(app, "other_delegate") for _ in range(4)]
    doors = [parts[ids[1]], parts[ids[2]]] * 2
    codes = together(*[lambda one=one, door=door: one.post(f"{door}/agreement") for one, door in zip(who, doors, strict=True)])
    assert codes == [200, 200, 409, 409]
    with app.app_context():
        assert db.session.query(Workspace).count() == 4
        assert db.session.query(Lineage).count() == 3
        assert db.session.get(Merger, merger).outcome == "merged"


def test_a_workspace_is_merged_or_closed_and_never_both(app, three):
    ids, merger, parts = three
    assert Visitor(app, "other_delegate").post(f"{parts[ids[1]]}/agreement").status_code == 200
    lead, answers = Visitor(app, "delegate"), Visitor(app, "other_delegate")
    closing = {"reason": "Finito", "outcome-1": "reached", "sentence-1": "Le case ci sono."}
    asks = (lambda: answers.post(f"{parts[ids[2]]}/agreement"), lambda: lead.post(f"/workspaces/{ids[0]}/closure", closing))
    codes = together(*asks)
    with app.app_context():
        outcome, dossiers = db.session.get(Merger, merger).outcome, db.session.query(Dossier).count()
    assert (codes, outcome, dossiers) in (([200, 403], "merged", 0), ([201, 409], "fell", 1))


def test_a_workspace_stands_in_one_open_merger(app, three):
    """Proposed from two sides at once."""
    ids, merger, _parts = three
    lead, other = Visitor(app, "delegate"), Visitor(app, "other_delegate")
    assert lead.post(f"/mergers/{merger}/withdrawal").status_code == 200
    words = {"name": "Insieme", "purpose": "Tutto."}
    asks = (
        lambda: lead.post(f"/workspaces/{ids[0]}/mergers", {**words, "workspaces": ids[1:2]}),
        lambda: other.post(f"/workspaces/{ids[1]}/mergers", {**words, "workspaces": ids[2:]}),
        lambda: other.post(f"/workspaces/{ids[2]}/mergers", {**words, "workspaces": ids[:1]}),
    )
    assert together(*asks) == [201, 422, 422]
