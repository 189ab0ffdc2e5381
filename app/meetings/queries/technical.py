"""What the technical offices were asked and what they said of an item; what was handed to mine."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import day_of, db
from app.forms import listed
from app.happenings import iso
from app.meetings.models import AgendaItem, Concern, Decision, Handing, Meeting
from app.membership.models import Mandate, Organisation, Seat, Table, told_organisation
from app.permissions import can_advise, can_read_item, me, moment, seen_handings, visible
from app.words import titled


def concerns_of(item):
    """The bodies that an item concerns, for who reads the item."""
    if not can_read_item(me(), item):
        return []
    query = select(Concern).where(Concern.item_id == item.id).order_by(Concern.id)
    by = joinedload(Concern.by)
    return db.session.scalars(query.options(joinedload(Concern.organisation), by.joinedload(Mandate.person))).all()


def way_of_offices(item):
    """What the pages of an item show of them."""
    return {"concerns": concerns_of(item), "today": day_of(moment())}


def bodies_at(table):
    """The bodies that sit at a table, the first choice empty."""
    query = select(Organisation).join(Seat, Seat.organisation_id == Organisation.id).distinct()
    query = query.where(Seat.place_id == table.place_id, Seat.in_force(moment())).order_by(Organisation.name)
    return listed(_("Choose…"), [(each.id, titled(each)) for each in db.session.scalars(query)])


def handed_to_me(_person):
    """What was handed to my office, what nobody took in charge first."""
    item = contains_eager(Handing.decision).joinedload(Decision.item)
    table = item.joinedload(AgendaItem.meeting).joinedload(Meeting.table).joinedload(Table.place)
    query = visible(seen_handings).options(
        table, joinedload(Handing.organisation), joinedload(Handing.taken_by).joinedload(Mandate.person)
    )
    return db.session.scalars(query.order_by(Handing.taken_at.is_not(None), Handing.id.desc()).limit(7)).all()


def concern_json(concern):
    read = concern.given_at or can_advise(me(), concern)
    return {
        "id": concern.id,
        "organisation": told_organisation(concern.organisation),
        "due_on": concern.due_on.isoformat(),
        "state": concern.state(day_of(moment())),
        "verdict": concern.verdict if read else None,
        "text": concern.text if read else "",
    }


def handing_json(handing):
    taken = handing.taken_at and iso(handing.taken_at)
    return {"id": handing.id, "decision": handing.decision_id, "organisation": handing.organisation_id, "taken_at": taken}
