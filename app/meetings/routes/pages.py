"""The one page of a meeting, whatever its state, with the forms of those who keep it."""

from flask import request

from app.doors import answer
from app.happenings import current_log, head_of
from app.meetings.forms import DecisionForm, ItemForm, OutcomeForm, ProxyForm
from app.meetings.queries.choices import offer
from app.meetings.queries.items import guests_at
from app.meetings.queries.meetings import WHOLE, lacks_of, meeting_json, places_at
from app.meetings.queries.proxies import may_offer, offer_proxy, proxies_of, proxy_json
from app.meetings.queries.validity import validity_of
from app.membership.models.hats import speaking_twice
from app.permissions import can_record, find, me, moment, seen_items, seen_meetings


def meeting_page(id, item=None, decision=None, **shown):
    """The page; `shown` holds forms that were refused, to be shown as they were typed."""
    meeting = find(seen_meetings, id, *WHOLE)
    chosen = chosen_item(meeting, item or request.args.get("item", type=int))
    proxies = proxies_of(meeting)
    places = places_at(meeting, proxies)
    head, log = head_of(meeting.stream), current_log()
    drawn = [place.as_drawn(bool(meeting.opened_at)) for place in places]
    context = {"guests": guests_at([chosen.id], moment())[chosen.id] if chosen else []}
    context |= {"meeting": meeting, "item": chosen, "places": places, "drawn": drawn, "lacks": lacks_of(meeting)}
    if chosen and can_record(me(), meeting) and not meeting.closed_at:
        context |= forms_of(meeting, chosen, decision or request.args.get("decision", type=int), shown)
    context |= {"new_item": (shown.get("new_item") or ItemForm(formdata=None)).at("new"), "refused": shown.get("refused")}
    context |= {"proxies": proxies, "proxy_form": proxy_form(meeting, places, shown)}
    context |= {"two_hats": speaking_twice([place.seat for place in places], meeting.closed_at or moment())}
    context["validity"] = validity_of(meeting, places)
    told = meeting_json(meeting, places, head, log) | {"proxies": [proxy_json(each) for each in proxies]}
    told["validity"] = context["validity"].as_json()
    return answer("meetings/meeting.html", told, head=head, log=log, **context)


def proxy_form(meeting, places, shown):
    """For a delegate of this table, while she may give her voice to somebody."""
    form = (shown.get("proxy_form") or ProxyForm(formdata=None)).at("proxy")
    return offer_proxy(form, meeting, places) if may_offer(meeting) else None


def item_page(id, **shown):
    """The page of the meeting at one of its items."""
    item = find(seen_items, id)
    return meeting_page(item.meeting_id, item=id, **shown)


def chosen_item(meeting, id):
    """The item asked for; else the first without an outcome; else the first."""
    named = [item for item in meeting.items if item.id == id]
    waiting = [item for item in meeting.items if item.outcome is None and meeting.opened_at]
    return next(iter(named + waiting + meeting.items), None)


def forms_of(meeting, item, decision_id, shown):
    """The forms about the chosen item: before its outcome, and while the meeting is open."""
    forms = {"reword": (shown.get("reword") or ItemForm(formdata=None, obj=item)).at("item"), "changed": None}
    if not meeting.opened_at:
        return forms
    recorded = {"outcome": item.outcome, "note": item.outcome_note}
    forms["outcome"] = (shown.get("outcome") or OutcomeForm(formdata=None, data=recorded)).at("outcome")
    forms["changed"] = next((each for each in item.decisions if each.id == decision_id), None)
    form = shown.get("decision_form") or as_recorded(forms["changed"])
    forms["decision_form"] = offer(form, meeting).at("decision")
    return forms


def as_recorded(decision):
    """The form of an output with what was recorded of it, or empty for a new one."""
    if decision is None:
        return DecisionForm(formdata=None)
    chosen = {
        "organisation": decision.responsible_organisation_id,
        "person": decision.responsible_person_id,
        "objective": decision.objective_id,
    }
    return DecisionForm(formdata=None, obj=decision, data=chosen)
