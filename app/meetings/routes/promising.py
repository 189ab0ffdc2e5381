"""What comes of a decision: its actions, those that its body adds by itself, and the word that it is carried out."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.meetings.forms.actions import ExecutedForm, PromiseForm
from app.meetings.models import Action
from app.meetings.models.decision import check_responsible
from app.meetings.queries.action_choices import offer_promise
from app.meetings.queries.actions import action_json, actions_of
from app.meetings.queries.decisions import WHOLE
from app.meetings.routes.outputs import person_of
from app.permissions import can_promise, find, me, moment, require, seen_decisions, voices_in
from app.permissions.membership import SPEAKERS

bp = Blueprint("promising", __name__)


@bp.get("/decisions/<int:id>/actions")
def actions_of_decision(id):
    return page_of_actions(id)


@bp.post("/decisions/<int:id>/actions")
def promise(id):
    """The body that answers for an output says how it carries it out."""
    form = PromiseForm.sent(lambda form: page_of_actions(id, promise_form=form))
    writing()
    decision = find(seen_decisions, id)
    require(can_promise, decision)
    body, person = decision.answering(moment()), person_of(form.person)
    check_responsible(body, person)
    facts = {"text": form.text.data, "organisation": body, "person": person, "due_on": form.due_on.data}
    action = Action.promise(decision, me(), own_voice(decision, body), **facts)
    commit()
    return done(address_of(decision), {"id": action.id}, note=_l("Your action is noted."))


@bp.post("/decisions/<int:id>/execution")
def execute(id):
    """A decision without open actions is carried out, its body says."""
    form = ExecutedForm.sent(lambda form: page_of_actions(id, executed_form=form))
    writing()
    decision = find(seen_decisions, id)
    require(can_promise, decision)
    decision.report_executed(form.note.data, me(), own_voice(decision, decision.answering(moment())))
    commit()
    return done(address_of(decision), {"id": id, "executed": True}, status=200, note=_l("Noted: it is carried out."))


def page_of_actions(id, promise_form=None, executed_form=None):
    """The actions of an output and, for the body that answers for it, the forms to add one and to report."""
    decision = find(seen_decisions, id, *WHOLE)
    actions = actions_of(Action.decision_id, [decision])[id]
    context = {"decision": decision, "actions": actions, "promise_form": None, "executed_form": None}
    if decision.adopted_at and can_promise(me(), decision):
        form = promise_form or PromiseForm(formdata=None)
        context["promise_form"] = offer_promise(form, decision.answering(moment()))
        context["executed_form"] = (executed_form or ExecutedForm(formdata=None)).at("executed")
    return answer("meetings/decision_actions.html", [action_json(each) for each in actions], **context)


def own_voice(decision, body):
    """The mandate of the body at the table, where she has one: who was named in person may have none."""
    voices = voices_in(decision.item.meeting.table.place, roles=SPEAKERS)
    return next((each for each in voices if each.organisation is body), None)


def address_of(decision):
    return url_for("promising.actions_of_decision", id=decision.id)
