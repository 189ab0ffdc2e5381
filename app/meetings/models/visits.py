"""Guests of an agenda item: its own line tells them what changes on it, and they leave when it leaves the agenda."""

from sqlalchemy import select

from app.database import db, utc_now
from app.happenings import announce, namers, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.decision import Decision
from app.meetings.models.meeting import Meeting
from app.membership.models import Place, Seat, guests_staying


def items_of_subject(said):
    return [said.subject]


def items_of_paper(said):
    return [said.subject.item]


def items_of_decision(said):
    """A decision that is taken back is named by its number alone."""
    decision = said.subject if isinstance(said.subject, Decision) else db.session.get(Decision, said.subject)
    return [decision.item]


def items_of_meeting(said):
    return said.subject.items


# What happens on the line of a meeting and is told again on those of its items that have had a guest.
TOLD_AGAIN = {
    "item-reworded": items_of_subject,
    "item-sealed": items_of_subject,
    "item-released": items_of_subject,
    "paper-added": items_of_paper,
    "paper-revised": items_of_paper,
    "paper-withdrawn": items_of_paper,
    "outcome-recorded": items_of_subject,
    "decision-recorded": items_of_decision,
    "decision-dropped": items_of_decision,
    "meeting-convened": items_of_meeting,
    "meeting-opened": items_of_meeting,
    "meeting-closed": items_of_meeting,
}


def tell_guests(said):
    """Announce it on the lines of the items it is about; a place is made with the first guest of an item."""
    if not isinstance(said.stream, Meeting):
        return
    with db.session.no_autoflush:
        items = [item.id for item in TOLD_AGAIN[said.kind](said)]
        places = db.session.scalars(select(Place).where(Place.noun == "item", Place.noun_id.in_(items))).all()
    for place in places:
        announce(place, said.kind, said.subject, voice=said.voice, person=said.person, **said.facts)


def send_guests_home(said):
    """An item that leaves the agenda has nobody to visit it."""
    here = select(Place.id).where(Place.noun == "item", Place.noun_id == said.subject)
    for guest in db.session.scalars(guests_staying(utc_now()).where(Seat.place_id.in_(here))).all():
        guest.leave(voice=said.voice)


def name_items(ids):
    """{id: {"id", "name"}} of these items."""
    rows = db.session.execute(select(AgendaItem.id, AgendaItem.title).where(AgendaItem.id.in_(ids)))
    return {row.id: {"id": row.id, "name": row.title} for row in rows}


namers["item"] = name_items
for kind in TOLD_AGAIN:
    react(kind, tell_guests)
react("item-withdrawn", send_guests_home)
