"""Decisions: the register of those I may see, each with where it comes from and what came of it."""

from flask import Blueprint

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.meetings.forms import DecisionForm
from app.meetings.models.means import bring
from app.meetings.queries.meetings import address_of_item
from app.meetings.routes.decision_page import decision_page
from app.meetings.routes.outputs import brought, parts_of
from app.meetings.routes.pages import item_page
from app.meetings.routes.register import decisions_page
from app.permissions import can_record, find, me, render_for_me, require, seen_decisions, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("decisions", __name__)


@bp.get("/decisions")
def decisions():
    return decisions_page()


@bp.get("/decisions/<int:id>")
def decision(id):
    """The five facts, the way up to objective and meeting, the way down to what came of it."""
    return decision_page(id)


@bp.post("/decisions/<int:id>/revision")
def revise(id):
    """Change what was recorded, while the meeting is open."""
    form = DecisionForm.sent(lambda form: output_page(id, decision_form=form))
    rendered = render_for_me(form.text.data or "")
    writing()
    decision = find(seen_decisions, id)
    meeting = decision.item.meeting
    require(can_record, meeting)
    decision.revise(voice(meeting.table.place, KEEPERS), **parts_of(form, rendered))
    bring(decision, brought(form), me())
    commit()
    shown = {"id": decision.id, "missing": [str(part) for part in decision.missing()]}
    return done(address_of_item(decision.item), shown, status=200)


@bp.post("/decisions/<int:id>/removal")
def remove(id):
    """Take back an output that was recorded by mistake, while the meeting is open."""
    Form.sent(lambda form: output_page(id, refused=form))
    writing()
    decision = find(seen_decisions, id)
    item = decision.item
    require(can_record, item.meeting)
    item.drop(decision, voice(item.meeting.table.place, KEEPERS))
    commit()
    return done(address_of_item(item), {"id": id}, status=200)


def output_page(id, **shown):
    """The page of the meeting with this output open for change."""
    decision = find(seen_decisions, id)
    return item_page(decision.item_id, decision=id, **shown)
