"""Who asks for the floor and who gives it; who declares a conflict of interest; who says that she is there."""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem, Arrival, Conflict, Hand, Speech
from app.membership.models import Mandate
from app.permissions.meetings import meeting_ids, seen_items
from app.permissions.membership import keeps
from app.permissions.who import mandates_of

RAISERS = ("delegate", "chair", "substitute")
VISITORS = ("guest",)


def seen_hands(person_id, at):
    """Those of the meetings that I see; a guest sees her own."""
    return select(Hand).join(Hand.mandate).where(of_mine_or_seen(Hand, person_id, at))


def seen_speeches(person_id, at):
    return select(Speech).join(Speech.mandate).where(of_mine_or_seen(Speech, person_id, at))


def of_mine_or_seen(noun, person_id, at):
    return or_(noun.meeting_id.in_(meeting_ids(person_id, at)), Mandate.person_id == person_id)


def seen_conflicts(person_id, at):
    """Those on the items that I may read, of the meetings that I see: no guest's business."""
    items = seen_items(person_id, at).with_only_columns(AgendaItem.id)
    here = Conflict.item.has(AgendaItem.meeting_id.in_(meeting_ids(person_id, at)))
    return select(Conflict).where(Conflict.item_id.in_(items), here)


def seen_arrivals(person_id, at):
    return select(Arrival).where(Arrival.meeting_id.in_(meeting_ids(person_id, at)))


def can_raise_hand(person, meeting):
    """Who speaks at the table, for herself; the secretariat and the chair also for others."""
    return keeps(person, meeting.table.place_id) or speaks(person, meeting.table.place_id)


def can_raise_hand_as_guest(person, item):
    """The guest of this very item."""
    return any(each.seat.place.stream == item.stream and each.role in VISITORS for each in mandates_of(person))


def can_lower_hand(person, hand):
    """Whose hand it is, while her mandate holds; the secretariat and the chair."""
    return is_hers(person, hand) or keeps(person, hand.meeting.table.place_id)


def can_give_floor(person, meeting):
    """The chair leads the discussion, or the secretariat for her."""
    return keeps(person, meeting.table.place_id)


def can_end_speech(person, speech):
    """Who speaks, and who leads the discussion."""
    return is_hers(person, speech) or keeps(person, speech.meeting.table.place_id)


def can_declare_conflict(person, item):
    """Who speaks at the table, for herself; the secretariat and the chair for anybody who does."""
    place = item.meeting.table.place_id
    return keeps(person, place) or speaks(person, place)


def can_withdraw_conflict(person, conflict):
    return is_hers(person, conflict) or keeps(person, conflict.item.meeting.table.place_id)


def can_say_here(person, meeting):
    """The delegate or a substitute of a seat of the table says that she has arrived."""
    return speaks(person, meeting.table.place_id)


def speaks(person, place_id):
    return any(each.seat.place_id == place_id and each.role in RAISERS for each in mandates_of(person))


def is_hers(person, thing):
    return any(each.id == thing.mandate_id for each in mandates_of(person))
