"""Doors of proposals: making one at a table, sending an item to another table, reviewing what waits."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, as_items, done
from app.forms import Form
from app.meetings.forms.proposals import AcceptForm, ProposalForm, ReturnForm, SendingForm
from app.meetings.models import Decision, Proposal
from app.meetings.models.proposal_told import news_json, told_news
from app.meetings.queries import proposals as queries
from app.paging import paged
from app.permissions import (
    can_propose,
    can_read_proposals,
    can_review,
    can_send_on,
    can_withdraw_proposal,
    chosen,
    find,
    me,
    only_seen,
    require,
    seen_decisions,
    seen_items,
    seen_meetings,
    seen_proposals,
    seen_tables,
    visible,
    voice,
    voice_of_seat,
    words_of,
)
from app.permissions.membership import KEEPERS, SPEAKERS

bp = Blueprint("proposals", __name__)


@bp.get("/tables/<int:id>/proposals")
def proposals(id):
    return proposals_page(id)


def proposals_page(id, form=None):
    """What was proposed to a table, and the form for who may propose."""
    table = find(seen_tables, id)
    require(can_read_proposals, table)
    sheet = paged(queries.proposals_at(table))
    form = (form or ProposalForm(formdata=None)) if can_propose(me(), table) else None
    shown = as_items([queries.proposal_json(each) for each in sheet.rows], sheet.next)
    return answer("meetings/proposals.html", shown, table=table, sheet=sheet, form=form, title_of=queries.title_of)


@bp.post("/tables/<int:id>/proposals")
def propose(id):
    """A delegate or a substitute asks that something be put on an agenda."""
    form = ProposalForm.sent(lambda form: proposals_page(id, form))
    writing()
    table = find(seen_tables, id)
    require(can_propose, table)
    made = Proposal.make(table, form.title.data, form.note.data, form.kind.data, voice(table.place, SPEAKERS))
    commit()
    note = _l("Proposed: the secretariat and the chair decide, and you read here what comes of it.")
    return done(url_for("proposals.proposal", id=made.id), {"id": made.id}, note=note)


@bp.get("/items/<int:id>/proposals")
def sending(id):
    return sending_page(id)


def sending_page(id, form=None):
    """The form by which an item goes to another table, with the words it has here."""
    item = find(seen_items, id)
    require(can_send_on, item)
    words = words_of(item)
    form = form or SendingForm(formdata=None, data={"title": words.title, "note": words.note})
    form.table.choices = queries.other_tables(item.of_table)
    sent = queries.sent_from(item)
    shown = as_items([queries.proposal_json(each) for each in sent])
    return answer("meetings/sending.html", shown, item=item, sent=sent, form=form, told_news=told_news)


@bp.post("/items/<int:id>/proposals")
def send(id):
    """The item stays where it is; what comes of it at the other table is told here."""
    form = SendingForm.sent(lambda form: sending_page(id, form))
    writing()
    item = find(seen_items, id)
    require(can_send_on, item)
    table = chosen(seen_tables, form.table)
    said = voice(item.of_table.place, KEEPERS)
    made = Proposal.make(table, form.title.data, form.note.data, form.kind.data, said, origin=item)
    commit()
    return done(url_for("proposals.sending", id=id), {"id": made.id}, note=_l("Sent: what comes of it is told here."))


@bp.get("/proposals/<int:id>")
def proposal(id):
    return proposal_page(id)


def proposal_page(id, accept=None, back=None, refused=None):
    """One proposal: where it comes from, where it stands, what came of it."""
    proposal = find(seen_proposals, id, *queries.WHOLE)
    became = only_seen(seen_items, proposal.became_id) if proposal.became_id else None
    origin = only_seen(seen_items, proposal.origin_id) if proposal.origin_id else None
    decisions = db.session.scalars(visible(seen_decisions, Decision.item_id == became.id)).all() if became else []
    accept = accept or AcceptForm(formdata=None)
    accept.meeting.choices = queries.agendas_of(proposal.table) if can_review(me(), proposal) else []
    shown = queries.proposal_json(proposal) | {
        "item": became and url_for("items.item", id=became.id) if became and became.meeting_id else None,
        "origin": origin and url_for("items.item", id=origin.id),
        "news": [news_json(each) for each in proposal.news],
    }
    context = {"proposal": proposal, "named": queries.named_to_me(proposal.table)}
    context |= {"became": became, "origin": origin, "decisions": decisions, "refused": refused}
    context |= {"accept": accept, "back": back or ReturnForm(formdata=None), "told_news": told_news}
    context |= {"title": queries.title_of(proposal), "open_to_me": queries.is_open_to_me(proposal)}
    return answer("meetings/proposal.html", shown, **context)


@bp.post("/proposals/<int:id>/acceptance")
def accept(id):
    """Onto an agenda that still takes items, or into the backlog."""
    form = AcceptForm.sent(lambda form: proposal_page(id, accept=form))
    writing()
    proposal = find(seen_proposals, id)
    require(can_review, proposal)
    meeting = chosen(seen_meetings, form.meeting)
    item = proposal.accept(meeting, voice(proposal.table.place, KEEPERS))
    commit()
    note = _l("Accepted: it is on the agenda.") if meeting else _l("Accepted: it waits in the backlog.")
    return done(url_for("proposals.proposal", id=id), {"id": id, "item": item.id}, 200, note)


@bp.post("/proposals/<int:id>/return")
def give_back(id):
    """Not taken up, with the reason."""
    form = ReturnForm.sent(lambda form: proposal_page(id, back=form))
    writing()
    proposal = find(seen_proposals, id)
    require(can_review, proposal)
    proposal.give_back(form.reason.data, voice(proposal.table.place, KEEPERS))
    commit()
    return done(url_for("proposals.proposal", id=id), {"id": id}, 200, _l("Returned: who proposed it reads why."))


@bp.post("/proposals/<int:id>/withdrawal")
def withdraw(id):
    """Taken back by who made it."""
    Form.sent(lambda form: proposal_page(id, refused=form))
    writing()
    proposal = find(seen_proposals, id)
    require(can_withdraw_proposal, proposal)
    proposal.withdraw(voice_of_seat(me(), proposal.by.seat_id))
    commit()
    return done(url_for("proposals.proposal", id=id), {"id": id}, 200, _l("Taken back."))
