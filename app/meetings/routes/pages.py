"""The page of a meeting, whatever its state, and its room: the same parts, with the forms of those who keep it."""

from urllib.parse import urlsplit

from flask import request

from app.doors import answer
from app.happenings import current_log, head_of
from app.meetings.forms import DecisionForm, OutcomeForm
from app.meetings.forms.links import ReopenForm
from app.meetings.models import Decision, DraftOutput
from app.meetings.queries.choices import offer
from app.meetings.queries.decisions import who_answers
from app.meetings.queries.meetings import DECIDED, WHOLE, meeting_json
from app.meetings.queries.papers import paper_json
from app.meetings.queries.proposals import way_of_proposal
from app.meetings.queries.technical import way_of_offices
from app.meetings.routes.agenda_part import agenda_forms, reword_form, way_of_item
from app.meetings.routes.attending import people_json
from app.meetings.routes.outputs import recorded
from app.meetings.routes.parts import PARTS, Followed, in_order, part
from app.permissions import can_record, find, me, seen_items, seen_meetings

OUTPUTS = {"outcome-recorded", "decision-recorded", "decision-dropped", "decision-passed-on", "decision-adopted"}
WORDS_OF_ITEMS = {
    "item-added",
    "item-reworded",
    "item-withdrawn",
    "items-reordered",
    "item-moved",
    "item-shelved",
    "item-sealed",
    "item-released",
    "sealed-item-changed",
}
BLOCKING = {"action-given", "action-revised", "action-removed", "poll-opened", "poll-closed", "poll-withdrawn", "poll-recorded"}
ANSWERED = (*who_answers(DECIDED), DECIDED.joinedload(Decision.responsible_person), DECIDED.joinedload(Decision.objective))


def meeting_page(id, item=None, decision=None, template=None, told=None, **shown):
    """The page; `shown` holds forms that were refused, to be shown as they were typed; `told` is what programs read instead."""
    meeting = find(seen_meetings, id, *WHOLE)
    chosen = item or request.args.get("item", type=int)
    followed = Followed(meeting, chosen, decision or request.args.get("decision", type=int), shown)
    head, log = head_of(meeting.stream), current_log()
    context = context_of(followed, PARTS)
    shown = told(meeting, head, log) if told else whole_json(followed, head, log)
    return answer(template or template_of(id), shown, head=head, log=log, crowd=followed.crowd(), **context)


def whole_json(followed, head, log):
    told = meeting_json(followed.meeting, followed.places, head, log)
    return told | people_json(followed) | {"papers": [paper_json(each) for each in followed.papers]}


def context_of(followed, names):
    """What the templates of these parts show; `to_show` names those that have something to show to this reader now."""
    context = {"meeting": followed.meeting, "item": followed.item, "refused": followed.shown.get("refused")}
    parts = in_order(PARTS[name] for name in names)
    read = {each.name: each.reads(followed) for each in parts}
    for shown in read.values():
        context |= shown or {}
    return context | {"parts": parts, "to_show": {name for name, shown in read.items() if shown is not None}}


def template_of(id):
    """Who sent a form from the room is shown the room again."""
    came_from = urlsplit(request.referrer or "").path if request.method == "POST" else ""
    return "meetings/room.html" if came_from == f"/meetings/{id}/room" else "meetings/meeting.html"


@part("sitting", "meetings/_sitting.html", {"minutes-drafted", "minutes-approved", "minutes-published"}, column="head")
def sitting(followed):
    return {"reopen_form": (followed.shown.get("reopen_form") or ReopenForm(formdata=None)).at("reopen")}


@part("agenda", "meetings/_agenda.html", OUTPUTS | WORDS_OF_ITEMS, "agenda", [DECIDED])
def agenda(followed):
    return agenda_forms(followed)


@part(
    "item",
    "meetings/_item.html",
    OUTPUTS | WORDS_OF_ITEMS | {"proposal-moved", "advice-given", "office-asked", "office-released"},
    "now",
    ANSWERED,
)
def item(followed):
    """The item and, for who keeps the meeting, the forms about it."""
    context = {"guests": followed.guests, "changed": None, **way_of_item(followed)}
    context |= way_of_proposal(followed.item) | way_of_offices(followed.item) if followed.item else {}
    if followed.item and can_record(me(), followed.meeting) and not followed.meeting.closed_at:
        context |= forms_of(followed.meeting, followed.item, followed.decision, followed.shown)
    return context


@part("missing", "meetings/_missing.html", OUTPUTS | WORDS_OF_ITEMS | BLOCKING, "side", [DECIDED])
def missing(followed):
    """For who may close the sitting, while it is open."""
    in_course = followed.meeting.opened_at and not followed.meeting.closed_at
    return {"lacks": followed.lacks} if in_course and can_record(me(), followed.meeting) else None


def item_page(id, **shown):
    """The page of the meeting at one of its items."""
    item = find(seen_items, id)
    return meeting_page(item.meeting_id, item=id, **shown)


def forms_of(meeting, item, decision_id, shown):
    """The forms about the chosen item: before its outcome, and while the meeting is open."""
    forms = {"reword": reword_form(item, shown.get("reword")), "changed": None}
    if not meeting.opened_at:
        return forms
    recorded = {"outcome": item.outcome, "note": item.outcome_note}
    forms["outcome"] = (shown.get("outcome") or OutcomeForm(formdata=None, data=recorded)).at("outcome")
    offer_outcomes(forms["outcome"], item)
    forms["changed"] = next((each for each in item.decisions if each.id == decision_id), None)
    form = shown.get("decision_form") or as_recorded(forms["changed"], item)
    forms["decision_form"] = offer(form, meeting).at("decision")
    return forms


def offer_outcomes(form, item):
    """Minutes are approved only by an item that names them."""
    if item.minutes_of_id is None:
        form.outcome.choices = [each for each in form.outcome.choices if each.value != "approved"]


def as_recorded(decision, item):
    """The form of an output with what was recorded of it; a first new one begins with the draft that came with the item."""
    if decision is not None:
        return DecisionForm(formdata=None, data=recorded(decision))
    draft = None if item.decisions else DraftOutput.for_item(item)
    return DecisionForm(formdata=None, data=drafted(draft)) if draft else DecisionForm(formdata=None)


def drafted(draft):
    same = ("text", "due_on", "resources", "no_resources")
    owner = {"organisation": draft.organisation_id, "objective": draft.objective_id}
    return {name: getattr(draft, name) for name in same} | owner
