"""Doors of the floor: hands go up and down, the chair gives and takes back the floor."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms import HandForm, MoveForm
from app.meetings.models import Hand, Speech
from app.meetings.models.presence import Assembly
from app.meetings.queries.floor import people_here
from app.meetings.routes.items import item_alone
from app.meetings.routes.pages import meeting_page
from app.permissions import (
    can_end_speech,
    can_give_floor,
    can_lower_hand,
    can_raise_hand,
    can_raise_hand_as_guest,
    find,
    mandates_of,
    me,
    require,
    seen_hands,
    seen_items,
    seen_meetings,
    seen_speeches,
    voice,
)
from app.permissions.floor import RAISERS, VISITORS, is_hers
from app.permissions.membership import KEEPERS

bp = Blueprint("floor", __name__)


@bp.post("/meetings/<int:id>/hands")
def raise_hand(id):
    """Mine, or somebody's for whom the secretariat raises it."""
    form = HandForm.sent(lambda form: meeting_page(id, hand_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_raise_hand, meeting)
    if form.mandate.data:
        require(can_give_floor, meeting)
        said, mandate = voice(meeting.table.place, KEEPERS), somebody_here(meeting, form.mandate.data)
    else:
        said = mandate = voice(meeting.table.place, RAISERS)
    hand = Hand.put_up(meeting, mandate, form.kind.data, said)
    commit()
    return done(page_of(meeting), {"id": hand.id})


@bp.post("/items/<int:id>/hands")
def raise_hand_as_guest(id):
    """A guest asks for the floor while her item is being treated."""
    form = HandForm.sent(lambda form: item_alone(id, refused=form))
    writing()
    item = find(seen_items, id)
    require(can_raise_hand_as_guest, item)
    mandate = voice(place_of(item), VISITORS)
    hand = Hand.put_up(item.meeting, mandate, form.kind.data, mandate)
    commit()
    return done(url_for("items.item", id=id), {"id": hand.id}, note=_l("Your hand is up: the chair calls you."))


@bp.post("/hands/<int:id>/withdrawal")
def lower_hand(id):
    Form.sent()
    writing()
    hand = find(seen_hands, id)
    require(can_lower_hand, hand)
    hand.put_down(hand.mandate if is_hers(me(), hand) else voice(hand.meeting.table.place, KEEPERS))
    commit()
    return done(back_from(hand), {"id": id}, status=200)


@bp.post("/hands/<int:id>/place")
def move_hand(id):
    """One place up or down among the hands that wait."""
    form = MoveForm.sent(lambda form: meeting_page(find(seen_hands, id).meeting_id, refused=form))
    writing()
    hand = find(seen_hands, id)
    require(can_give_floor, hand.meeting)
    hand.move(form.way.data == "up", voice(hand.meeting.table.place, KEEPERS))
    commit()
    return done(page_of(hand.meeting), {"id": id}, status=200)


@bp.post("/hands/<int:id>/floor")
def give_floor(id):
    """She speaks now."""
    Form.sent()
    writing()
    hand = find(seen_hands, id)
    require(can_give_floor, hand.meeting)
    speech = hand.give_floor(voice(hand.meeting.table.place, KEEPERS))
    commit()
    return done(page_of(hand.meeting), {"id": speech.id})


@bp.post("/meetings/<int:id>/floor")
def call_speaker(id):
    """The floor without a hand: the chair calls somebody in the room, or speaks herself."""
    form = HandForm.sent(lambda form: meeting_page(id, hand_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_give_floor, meeting)
    mandate = somebody_here(meeting, form.mandate.data)
    speech = Speech.call(meeting, mandate, form.kind.data, voice(meeting.table.place, KEEPERS))
    commit()
    return done(page_of(meeting), {"id": speech.id})


@bp.post("/speeches/<int:id>/end")
def end_speech(id):
    Form.sent()
    writing()
    speech = find(seen_speeches, id)
    require(can_end_speech, speech)
    speech.end(speech.mandate if is_hers(me(), speech) else voice(speech.meeting.table.place, KEEPERS))
    commit()
    return done(back_from(speech), {"id": id, "seconds": speech.seconds(speech.until)}, status=200)


def somebody_here(meeting, id):
    """The mandate of that number among those in the room and the guests of the item at hand; 422 for any other."""
    mandate = next((each for each in people_here(meeting, Assembly(meeting)) if each.id == id), None)
    if mandate is None:
        raise RuleBroken(CHOOSE, field="mandate", status=422)
    return mandate


def page_of(meeting):
    return url_for("meetings.meeting", id=meeting.id, _anchor="floor")


def back_from(thing):
    """A guest goes back to her item, everybody else to the meeting."""
    if thing.mandate.role in VISITORS and is_hers(me(), thing) and thing.item_id:
        return url_for("items.item", id=thing.item_id)
    return page_of(thing.meeting)


def place_of(item):
    """The place in which the guests of an item sit; who may raise a hand there has a mandate in it."""
    return next(each.seat.place for each in mandates_of(me()) if each.seat.place.stream == item.stream)
