"""The floor as the page shows it: who speaks, who waits, how long each body has spoken; and who may raise whose hand."""

from flask_babel import gettext as _

from app.forms import listed
from app.happenings import iso
from app.meetings.models.floor import time_by_organisation
from app.meetings.queries.items import guests_at
from app.membership.models import told_organisation, told_person
from app.permissions import can_raise_hand, can_record, mandates_of, me, moment
from app.permissions.floor import RAISERS
from app.words import titled, word


def with_floor(places, hands, speeches):
    """The same places, each with its number among the hands that are up and with who speaks."""
    speaking = next((each.mandate for each in speeches if each.until is None), None)
    for place in places:
        people = {each.mandate_id for each in place.times if each.until is None}
        place.speaks = speaking is not None and speaking.id in people
        place.hand = next((number for number, hand in enumerate(hands, 1) if hand.mandate_id in people), None)
    return places


def times_spoken(speeches):
    """[(organisation, seconds)] up to now, the longest first."""
    return time_by_organisation(speeches, moment())


def minutes_spoken(seconds):
    """`12:40` of so many seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


def seconds_left(meeting, speech):
    """How many seconds the speech in course may still last by the rule of the table, below zero when over; None without one."""
    limit = meeting.table.speech_seconds
    return None if speech is None or limit is None else limit - speech.seconds(moment())


def offer_hands(form, followed):
    """The form with whom a hand may be raised for: everybody in the room and the guests of the item, for who keeps it."""
    meeting = followed.meeting
    if can_record(me(), meeting):
        there = people_here(meeting, followed.assembly)
        named = [(each.id, f"{each.person.name} · {titled(each.organisation)}") for each in there]
        form.mandate.choices = listed(_("Myself") if raises_here(meeting) else _("Choose…"), named)
    else:
        del form.mandate
    return form


def people_here(meeting, assembly):
    """The mandates of everybody in the room, and of the guests of the item at hand."""
    item = meeting.current_item
    guests = guests_at([item.id], moment())[item.id] if item else []
    there = [each.mandate for each in assembly.present(assembly.at)]
    return list({each.id: each for each in [*there, *(guest.mandate for guest in guests)]}.values())


def raises_here(meeting):
    """Does the reader sit at the table by a mandate that speaks?"""
    return any(each.seat.place_id == meeting.table.place_id and each.role in RAISERS for each in mandates_of(me()))


def may_raise(meeting):
    return meeting.state == "open" and can_raise_hand(me(), meeting)


def floor_json(followed):
    meeting, speaking = followed.meeting, followed.speaking
    return {
        "speaking": speaking and speech_json(speaking),
        "seconds_left": seconds_left(meeting, speaking),
        "hands": [hand_json(each) for each in followed.hands],
        "times": [{"organisation": told_organisation(body), "seconds": spent} for body, spent in times_spoken(followed.speeches)],
    }


def speech_json(speech):
    return {"id": speech.id, "kind": speech.kind, "since": iso(speech.since), **by_json(speech.mandate)}


def hand_json(hand):
    return {"id": hand.id, "kind": hand.kind, "raised_at": iso(hand.raised_at), **by_json(hand.mandate)}


def by_json(mandate):
    told = {"mandate": mandate.id, "role": mandate.role, "seat": mandate.seat_id}
    return told | {"person": told_person(mandate.person), "organisation": told_organisation(mandate.organisation)}


def kind_in_words(kind):
    return str(word(kind, "hand"))
