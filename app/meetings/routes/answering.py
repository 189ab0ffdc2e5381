"""After the closing: the body that answers for a decision accepts it or objects; the secretariat notes what follows."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.meetings.forms.links import AnswerForm, FollowForm
from app.meetings.models import Answer
from app.meetings.routes.decision_page import decision_page
from app.permissions import can_accept, can_note_objection, find, me, require, seen_decisions, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("answering", __name__)


@bp.post("/decisions/<int:id>/answer")
def give_answer(id):
    """Accept it, or object with a reason."""
    form = AnswerForm.sent(lambda form: decision_page(id, answer_form=form))
    writing()
    decision = find(seen_decisions, id)
    require(can_accept, decision)
    Answer.give(decision, form.verdict.data, form.reason.data or "", me())
    commit()
    return done(page_of(id), {"id": id, "verdict": form.verdict.data}, 201, _l("Your answer is recorded."))


@bp.post("/decisions/<int:id>/answer/note")
def note_objection(id):
    """What follows the objection."""
    form = FollowForm.sent(lambda form: decision_page(id, follow_form=form))
    writing()
    decision = find(seen_decisions, id)
    require(can_note_objection, decision)
    Answer.objection(decision).note_what_follows(form.note.data, voice(decision.item.meeting.table.place, KEEPERS))
    commit()
    return done(page_of(id), {"id": id}, 200, _l("Noted: who objected reads it on this page."))


def page_of(id):
    return url_for("decisions.decision", id=id, _anchor="answer")
