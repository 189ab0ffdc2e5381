"""The parts of a meeting that are about its people: the seats, the floor, the conflicts of interest."""

from app.meetings.forms import ConflictForm, HandForm, ProxyForm
from app.meetings.models.arrival import waiting_arrivals
from app.meetings.queries.conflicts import conflict_json, conflicts_on, may_declare, offer_conflict
from app.meetings.queries.floor import floor_json, may_raise, minutes_spoken, offer_hands, seconds_left, times_spoken
from app.meetings.queries.places import MARKED, visitors_of
from app.meetings.queries.proxies import may_offer, offer_proxy, proxy_json
from app.meetings.routes.parts import part
from app.membership.models.hats import speaking_twice
from app.permissions import can_mark, can_read_item, can_say_here, me, moment

COMING_AND_GOING = {"attendance-marked", "guest-received", "guest-sent-out", "arrival-said", "proxy-given", "proxy-withdrawn"}
FLOOR = {
    "hand-raised",
    "hand-lowered",
    "hands-reordered",
    "floor-given",
    "floor-taken-back",
    "item-taken-up",
    "sitting-suspended",
}
CONFLICTS = {"conflict-declared", "conflict-withdrawn", "sealed-item-changed"}


@part(
    "places", "meetings/_places.html", COMING_AND_GOING | FLOOR | CONFLICTS | {"quorum-lost", "quorum-reached"}, "side", [MARKED]
)
def places(followed):
    meeting, places = followed.meeting, followed.places
    in_course = meeting.state == "open"
    return {
        "places": places,
        "drawn": followed.drawn,
        "validity": followed.validity,
        "proxies": followed.proxies,
        "proxy_form": proxy_form(followed),
        "two_hats": speaking_twice([place.seat for place in places], meeting.closed_at or moment()),
        "arrivals": waiting_arrivals(meeting) if in_course and can_mark(me(), meeting) else [],
        "may_say_here": in_course and can_say_here(me(), meeting) and not is_marked(places),
        "visitors": visitors_of(meeting, followed.assembly),
    }


@part("floor", "meetings/_floor.html", FLOOR | {"attendance-marked", "guest-received"}, column="side")
def floor(followed):
    meeting = followed.meeting
    form = (followed.shown.get("hand_form") or HandForm(formdata=None)).at("hand")
    return {
        "hands": followed.hands,
        "speaking": followed.speaking,
        "seconds_left": seconds_left(meeting, followed.speaking),
        "times": [(body, minutes_spoken(spent), spent) for body, spent in times_spoken(followed.speeches)],
        "hand_form": offer_hands(form, followed) if may_raise(meeting) else None,
    }


@part("conflicts", "meetings/_conflicts.html", CONFLICTS | {"outcome-recorded", "item-taken-up"}, column="side")
def conflicts(followed):
    meeting, item = followed.meeting, followed.item
    if item is None or not can_read_item(me(), item):
        return {"conflicts": [], "conflict_form": None}
    form = (followed.shown.get("conflict_form") or ConflictForm(formdata=None)).at("conflict")
    return {
        "conflicts": conflicts_on(followed),
        "conflict_form": offer_conflict(form, followed) if may_declare(meeting, item) else None,
    }


def proxy_form(followed):
    """For a delegate of this table, while she may give her voice to somebody."""
    form = (followed.shown.get("proxy_form") or ProxyForm(formdata=None)).at("proxy")
    return offer_proxy(form, followed.meeting, followed.places) if may_offer(followed.meeting) else None


def is_marked(places):
    """Is the reader marked as present already?"""
    return any(place.present and place.row.mandate.person_id == me().id for place in places)


def people_json(followed):
    """What the JSON of a meeting tells of its people, beside the attendance."""
    readable = [each for each in followed.assembly.conflicts if each.stands() and can_read_item(me(), each.item)]
    return {
        "proxies": [proxy_json(each) for each in followed.proxies],
        "validity": followed.validity.as_json(),
        "floor": floor_json(followed),
        "conflicts": [conflict_json(each) for each in readable],
    }
