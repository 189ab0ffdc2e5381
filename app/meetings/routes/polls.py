"""Doors of polls: a question prepared, put to the seats, answered, counted, signed into the minutes."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms.polls import BallotForm, CallForm, PollForm
from app.meetings.models import Poll
from app.meetings.models.presence import Assembly
from app.meetings.queries.meetings import address_of_item
from app.meetings.queries.poll_words import told_end
from app.meetings.queries.polls import WHOLE, poll_json, shown
from app.meetings.routes.pages import item_page
from app.permissions import (
    can_cast,
    can_prepare_poll,
    can_run_poll,
    chosen,
    find,
    mandates_of,
    me,
    require,
    seen_decisions,
    seen_items,
    seen_polls,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("polls", __name__)


@bp.post("/items/<int:id>/polls")
def prepare(id):
    """A question on this item; with `now` it is put to the seats at once."""
    form = PollForm.sent(lambda form: item_page(id, poll_form=form))
    writing()
    item = find(seen_items, id)
    require(can_prepare_poll, item)
    said = voice(item.meeting.table.place, KEEPERS)
    poll = Poll.prepare(item, said, decision=chosen(seen_decisions, form.decision), **form.facts())
    if form.now.data:
        poll.open(said)
    commit()
    return done(page_of(poll), {"id": poll.id, "state": poll.state})


@bp.get("/polls/<int:id>")
def poll(id):
    """The poll by itself: the question, the seats, what may be read of the answers now."""
    poll = find(seen_polls, id, *WHOLE)
    there = Assembly(poll.meeting).voices(poll.item) if poll.state == "open" else []
    told = shown(poll, there)
    return answer("meetings/poll.html", poll_json(told), told=told, poll=poll, item=poll.item, meeting=poll.meeting, refused=None)


@bp.post("/polls/<int:id>/opening")
def open_poll(id):
    """Put the question: who is in the room now is the electorate."""
    poll = run(id, Poll.open)
    return done(page_of(poll), {"id": id, "state": poll.state}, status=200, note=_l("The question is put: the seats answer now."))


@bp.post("/polls/<int:id>/closure")
def close_poll(id):
    """Count."""
    poll = run(id, Poll.close)
    told = {"id": id, "state": poll.state, "adopted": poll.adopted, "result": poll.result}
    return done(page_of(poll), told, status=200, note=told_end(poll))


@bp.post("/polls/<int:id>/withdrawal")
def withdraw_poll(id):
    """Take the question back before it is counted."""
    poll = run(id, Poll.withdraw)
    return done(page_of(poll), {"id": id, "state": poll.state}, status=200, note=_l("Withdrawn: the poll has no result."))


@bp.post("/polls/<int:id>/record")
def record_poll(id):
    """Sign the result into the minutes."""
    poll = run(id, Poll.record)
    note = _l("The result is in the minutes, in ready sentences.")
    return done(page_of(poll), {"id": id, "recorded": True}, status=200, note=note)


@bp.post("/polls/<int:id>/ballots")
def cast(id):
    """My answers, one for each seat that I speak for; several in one form may differ."""
    form = BallotForm.sent(lambda form: poll_page(id, refused=form))
    writing()
    poll = find(seen_polls, id)
    require(can_cast, poll)
    mandates = mandates_of(me())
    ballots = form.answers(poll.electors, poll.seats_of(mandates))
    poll.cast(ballots, mandates)
    commit()
    note = _l("Your vote is in. Nobody can read it, not even you.") if poll.secret else _l("Your answer is in.")
    return done(page_of(poll), {"id": id, "cast": len(ballots)}, status=200, note=note)


@bp.post("/polls/<int:id>/calls")
def cast_for(id):
    """The secretariat notes what a member told it, who may change it until the close."""
    form = CallForm.sent(lambda form: poll_page(id, refused=form))
    writing()
    poll = find(seen_polls, id)
    require(can_run_poll, poll)
    elector = next((each for each in poll.electors if each.id == form.elector.data), None)
    if elector is None:
        raise RuleBroken(CHOOSE, field="elector", status=422)
    choice, reason = form.answers([elector], [elector]).get(elector, ("", ""))
    poll.cast_for(elector, choice, reason, voice(poll.meeting.table.place, KEEPERS))
    commit()
    return done(
        page_of(poll), {"id": id, "elector": elector.id}, status=200, note=_l("Noted: the member sees it and may change it.")
    )


def run(id, verb):
    """One step of a poll by who keeps the sitting."""
    Form.sent(lambda form: poll_page(id, refused=form))
    writing()
    poll = find(seen_polls, id)
    require(can_run_poll, poll)
    verb(poll, voice(poll.meeting.table.place, KEEPERS))
    commit()
    return poll


def poll_page(id, **shown):
    """The page of the meeting at the item of this poll."""
    return item_page(find(seen_polls, id).item_id, **shown)


def page_of(poll):
    return address_of_item(poll.item, f"poll-{poll.id}")
