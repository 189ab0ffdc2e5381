"""The private space of a side as it is read: its notes, the items one may write on, the way there from a meeting."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.forms import listed
from app.happenings import iso
from app.meetings.models import AgendaItem, CircleNote, Meeting
from app.membership.models import Circle, Mandate, Organisation, Seat, Table, told_organisation, told_person
from app.permissions import moment, seen_circle_notes, seen_circles, seen_items, visible, words_of

MOST = 60
TABLE = (contains_eager(Circle.table).joinedload(Table.place),)


def notes_in(circle):
    """A select of the notes that I read, the latest first."""
    by = joinedload(CircleNote.by)
    query = visible(seen_circle_notes, CircleNote.circle_id == circle.id).order_by(CircleNote.id.desc())
    item = joinedload(CircleNote.item)
    whose = (by.joinedload(Mandate.person), by.joinedload(Mandate.seat).joinedload(Seat.organisation))
    return query.options(*whose, item.joinedload(AgendaItem.meeting).joinedload(Meeting.table), item.joinedload(AgendaItem.table))


def items_for(circle):
    """The items of the table that are still to be treated, as far as I see them."""
    coming = select(Meeting.id).where(
        Meeting.table_id == circle.table_id, Meeting.closed_at.is_(None), Meeting.cancelled_at.is_(None)
    )
    query = (
        visible(seen_items, AgendaItem.meeting_id.in_(coming)).order_by(AgendaItem.meeting_id, AgendaItem.position).limit(MOST)
    )
    query = query.options(joinedload(AgendaItem.meeting).joinedload(Meeting.table))
    return listed(_("None in particular"), [(each.id, words_of(each).title) for each in db.session.scalars(query)])


def circles_at(table):
    """The circles of a table that I see."""
    return (
        db.session.scalars(visible(seen_circles, Circle.table_id == table.id).order_by(Circle.side)).all() if table.parity else []
    )


def bodies_of(circle):
    """The bodies that sit on that side now."""
    query = select(Organisation).join(Seat, Seat.organisation_id == Organisation.id).distinct().order_by(Organisation.name)
    query = query.where(Seat.place_id == circle.table.place_id, Seat.side == circle.side, Seat.in_force(moment()))
    return db.session.scalars(query).all()


def note_json(note):
    return {
        "id": note.id,
        "at": iso(note.at),
        "person": told_person(note.by.person),
        "organisation": told_organisation(note.by.organisation),
        "item": note.item_id and url_for("items.item", id=note.item_id),
        "html": note.html,
    }
