"""Actions: given at a sitting, and what comes of each."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms.actions import ActionForm, AskedForm, DoneForm, NewsForm, ReasonForm, SaidForm
from app.meetings.models import Action, ask_follow_up, give_follow_up
from app.meetings.models.decision import check_responsible
from app.meetings.queries.action_choices import offer_action
from app.meetings.queries.actions import WHOLE, history_of, whole_action_json
from app.meetings.queries.meetings import address_of_item
from app.meetings.routes.outputs import person_of
from app.meetings.routes.pages import item_page
from app.permissions import (
    can_drop_action,
    can_give_action,
    can_keep_action,
    can_report,
    can_revise_action,
    chosen,
    find,
    me,
    only_seen,
    require,
    seen_actions,
    seen_decisions,
    seen_items,
    seen_organisations,
    voice,
    voice_for,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("actions", __name__)


# --- Given and changed -----------------------------------------------------------------------------------------------


@bp.post("/items/<int:id>/actions")
def give(id):
    """An action of the sitting, with an output or with the item alone; half made only where `draft` says so."""
    form = ActionForm.sent(lambda form: item_page(id, action_form=form))
    writing()
    item = find(seen_items, id)
    require(can_give_action, item)
    decision = next((each for each in item.decisions if each.id == form.decision.data), None)
    if form.decision.data and decision is None:
        raise RuleBroken(CHOOSE, field="decision", status=422)
    action = Action.give(item, voice(item.meeting.table.place, KEEPERS), decision, **parts_of(form))
    commit()
    return done(address_of_item(item, "actions"), {"id": action.id, "missing": [str(part) for part in action.missing()]})


@bp.post("/actions/<int:id>/revision")
def revise(id):
    """Other words, body, person or day: of the sitting while it is open, of the body's own until it has ended."""
    form = ActionForm.sent(lambda form: action_page(id, revision=form))
    writing()
    action = find(seen_actions, id)
    require(can_revise_action, action)
    parts = parts_of(form)
    if action.own:
        parts |= {"organisation": action.organisation}
    action.revise(me(), voice_for(me(), action), **parts)
    commit()
    return done(page_of(action), {"id": id, "missing": [str(part) for part in action.missing()]}, status=200)


@bp.post("/actions/<int:id>/removal")
def remove(id):
    """Take back what was recorded by mistake, while the sitting is open."""
    Form.sent(lambda form: action_page(id, refused=form))
    writing()
    action = find(seen_actions, id)
    require(can_give_action, action.item)
    item = action.item
    action.remove(voice(action.table.place, KEEPERS))
    commit()
    return done(address_of_item(item, "actions"), {"id": id}, status=200)


def parts_of(form):
    """The parts as the models take them; RuleBroken where a choice names nothing, or a person of another body."""
    organisation, person = chosen(seen_organisations, form.organisation), person_of(form.person)
    check_responsible(organisation, person)
    return {"text": form.text.data or "", "organisation": organisation, "person": person, "due_on": form.due_on.data}


# --- What comes of it ------------------------------------------------------------------------------------------------


@bp.get("/actions/<int:id>")
def action(id):
    return action_page(id)


@bp.post("/actions/<int:id>/beginning")
def begin(id):
    Form.sent(lambda form: action_page(id, refused=form))
    action = open_action(id, can_report)
    action.begin(me(), voice_for(me(), action))
    return noted(action, _l("Noted: it is in course."))


@bp.post("/actions/<int:id>/completion")
def finish(id):
    """It is done: how, and where that can be seen."""
    form = DoneForm.sent(lambda form: action_page(id, done_form=form))
    action = open_action(id, can_report)
    action.finish(form.note.data, form.evidence.data or "", me(), voice_for(me(), action))
    return noted(action, _l("Noted: it is done."))


@bp.post("/actions/<int:id>/withdrawal")
def drop(id):
    """It will not be done."""
    form = ReasonForm.sent(lambda form: action_page(id, drop_form=form))
    action = open_action(id, can_drop_action)
    action.drop(form.reason.data, me(), voice_for(me(), action))
    return noted(action, _l("Noted: it is dropped."))


@bp.post("/actions/<int:id>/state")
def say(id):
    """Another state than the facts give, or back to the facts."""
    form = SaidForm.sent(lambda form: action_page(id, said_form=form))
    action = open_action(id, can_keep_action)
    action.say(form.state.data, form.reason.data or "", voice(action.table.place, KEEPERS))
    return noted(action, _l("Noted."))


@bp.post("/actions/<int:id>/confirmation")
def confirm(id):
    """It stands although its decision was amended or revoked."""
    Form.sent(lambda form: action_page(id, refused=form))
    action = open_action(id, can_report)
    action.reconfirm(me(), voice_for(me(), action))
    return noted(action, _l("Noted: it stands."))


@bp.post("/actions/<int:id>/requests")
def ask(id):
    """Follow-up needed: what, and by when."""
    form = AskedForm.sent(lambda form: action_page(id, asked_form=form))
    action = open_action(id, can_keep_action)
    ask_follow_up(action, form.text.data, form.due_on.data, me(), voice(action.table.place, KEEPERS))
    return noted(action, _l("Asked: who answers for it is written to."), 201)


@bp.post("/actions/<int:id>/news")
def tell(id):
    """Follow-up given."""
    form = NewsForm.sent(lambda form: action_page(id, news_form=form))
    action = open_action(id, can_report)
    give_follow_up(action, form.text.data, me(), voice_for(me(), action))
    return noted(action, _l("Noted, with today's date."), 201)


def open_action(id, sentence):
    """The writer's turn, and the action, for who may do this to it."""
    writing()
    action = find(seen_actions, id)
    require(sentence, action)
    return action


def noted(action, note, status=200):
    commit()
    shown = {"id": action.id, "state": action.state_now, "follow_ups": [each.id for each in action.follow_ups]}
    return done(page_of(action), shown, status=status, note=note)


def page_of(action):
    return url_for("actions.action", id=action.id)


def action_page(id, **shown):
    """One action: its facts, what may be done, what was asked and told, what happened; with forms that were refused."""
    action = find(seen_actions, id, *WHOLE)
    decision = action.decision_id and only_seen(seen_decisions, action.decision_id)
    history = history_of(action)
    context = {"action": action, "decision": decision, "history": history, "refused": shown.get("refused")}
    context |= {"done_form": (shown.get("done_form") or DoneForm(formdata=None)).at("done")}
    context |= {"drop_form": (shown.get("drop_form") or ReasonForm(formdata=None)).at("drop")}
    context |= {"said_form": (shown.get("said_form") or SaidForm(formdata=None)).at("said")}
    context |= {"asked_form": (shown.get("asked_form") or AskedForm(formdata=None)).at("asked")}
    context |= {"news_form": (shown.get("news_form") or NewsForm(formdata=None)).at("news")}
    context |= {"revision": revision_form(action, shown.get("revision"))}
    return answer("meetings/action.html", whole_action_json(action, history), **context)


def revision_form(action, form=None):
    """For who may still change what was written, else None."""
    changes = not action.ended if action.own else not action.item.meeting.closed_at
    if not changes or not can_revise_action(me(), action):
        return None
    given = {"organisation": action.organisation_id, "person": action.person_id, "decision": action.decision_id}
    form = form or ActionForm(formdata=None, obj=action, data=given)
    return offer_action(form, action.item)
