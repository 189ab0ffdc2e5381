"""The audience of a stream: the same queries that serve the pages, asked for many persons at once."""

from sqlalchemy import exists, false, func, or_, select, true

from app.database import db
from app.meetings.models import AgendaItem, Meeting
from app.membership.models import Act, Circle, Mandate, Office, Organisation, Person, Place, Seat, SignIn, Suspension, Table, Zone
from app.permissions.circles import seen_circles
from app.permissions.meetings import seen_items, seen_meetings
from app.permissions.membership import entries_in, seen_acts, seen_organisations, seen_tables, seen_zones
from app.permissions.workspaces import seen_workspaces
from app.workspaces.models import Workspace

SEEN = {
    "workspace": (seen_workspaces, Workspace),
    "meeting": (seen_meetings, Meeting),
    "item": (seen_items, AgendaItem),
    "table": (seen_tables, Table),
    "organisation": (seen_organisations, Organisation),
    "act": (seen_acts, Act),
    "zone": (seen_zones, Zone),
    "circle": (seen_circles, Circle),
}
# The streams whose rights can end while a person stays signed in: the pump says `gone` for these. An open table is
# everybody's; only a reserved one is lost with the mandate. An item has a line of its own once it has had a guest, or
# was confidential.
VISITED = or_(AgendaItem.id.in_(select(Place.noun_id).where(Place.noun == "item")), AgendaItem.confidential_at.is_not(None))
ENDING = {"workspace": true(), "meeting": true(), "circle": true(), "item": VISITED, "table": Table.reserved_at.is_not(None)}


def seen_stream(kind, id, person_id, at):
    """A condition that holds where a person may read the stream `kind/id` at a moment."""
    if kind == "person":
        return person_id == id
    if kind not in SEEN:
        return false()
    seen, noun = SEEN[kind]
    return exists(seen(person_id, at).where(noun.id == id).with_only_columns(noun.id).correlate(Person))


def readers(stream, sign_ins, at):
    """{sign-in id: first seq she may read} of those sign-ins that are in force, of a person who may read a stream now."""
    kind, _, id = stream.partition("/")
    query = select(SignIn.id, SignIn.person_id).join(SignIn.person).where(SignIn.id.in_(sign_ins), *still_signed_in(at))
    rows = db.session.execute(query.where(seen_stream(kind, int(id), Person.id, at))).all()
    late = entries_in(stream, at) if rows else {}
    return {sign_in: 1 + late.get(person, 0) for sign_in, person in rows}


def streams_of(sign_ins, at):
    """{sign-in id: set of streams whose end must be told} for the sign-ins in force; others are absent."""
    found = {id: set() for id in db.session.scalars(signed_in(sign_ins, at))}
    for kind, which in ENDING.items():
        seen, noun = SEEN[kind]
        mine = seen(Person.id, at).with_only_columns(noun.id).correlate(Person)
        query = signed_in(sign_ins, at).add_columns(noun.id).join(noun, noun.id.in_(mine)).where(which)
        for sign_in, id in db.session.execute(query):
            found[sign_in].add(f"{kind}/{id}")
    return found


def signed_in(sign_ins, at):
    query = select(SignIn.id).select_from(SignIn).join(Person, Person.id == SignIn.person_id)
    return query.where(SignIn.id.in_(sign_ins), *still_signed_in(at))


def still_signed_in(at):
    return (SignIn.opens(at),)


def next_change(at):
    """The next moment at which any right begins or ends by the clock alone, or None."""
    edges = [getattr(each, edge) for each in (Mandate, Seat, Office, Suspension) for edge in ("since", "until")]
    edges += [Organisation.since, Organisation.until, SignIn.until, Person.until]
    moments = [db.session.scalar(select(func.min(edge)).where(edge > at)) for edge in edges]
    return min((moment for moment in moments if moment), default=None)
