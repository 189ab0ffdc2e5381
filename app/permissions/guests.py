"""Who sees the guests of a workspace or of an agenda item: everybody who sees the workspace or the item."""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem
from app.membership.models import Guest, Mandate, Place, Seat
from app.permissions.meetings import seen_items
from app.permissions.workspaces import seen_workspaces
from app.workspaces.models import Workspace


def seen_guests(person_id, at):
    workspaces = seen_workspaces(person_id, at).with_only_columns(Workspace.place_id)
    items = seen_items(person_id, at).with_only_columns(AgendaItem.id)
    places = select(Place.id).where(Place.noun == "item", Place.noun_id.in_(items))
    query = select(Guest).join(Guest.mandate).join(Mandate.seat)
    return query.where(or_(Seat.place_id.in_(workspaces), Seat.place_id.in_(places)))
