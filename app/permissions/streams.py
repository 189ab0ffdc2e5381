"""The audience of a stream: the same queries that serve the pages, asked for many persons at once."""

from sqlalchemy import exists, false, func, or_, select, true

from app.database import db
from app.meetings.models import Meeting
from app.membership.models import Mandate, Office, Organisation, Person, Seat, SignIn, Suspension, Table
from app.permissions.meetings import seen_meetings
from app.permissions.membership import seen_organisations, seen_tables
from app.permissions.workspaces import seen_workspaces
from app.workspaces.models import Workspace

SEEN = {
    "workspace": (seen_workspaces, Workspace),
    "meeting": (seen_meetings, Meeting),
    "table": (seen_tables, Table),
    "organisation": (seen_organisations, Organisation),
}
# The streams whose rights can end while a person stays signed in: the pump says `gone` for these. An open table is
# everybody's; only a reserved one is lost with the mandate.
ENDING = {"workspace": true(), "meeting": true(), "table": Table.reserved_at.is_not(None)}


def seen_stream(kind, id, person_id, at):
    """A condition that holds where a person may read the stream `kind/id` at a moment."""
    if kind == "person":
        return person_id == id
    if kind not in SEEN:
        return false()
    seen, noun = SEEN[kind]
    return exists(seen(person_id, at).where(noun.id == id).with_only_columns(noun.id).correlate(Person))


def readers(stream, sign_ins, at):
    """Which of these sign-ins (ids) may read a stream now: in force, and of a person who may."""
    kind, _, id = stream.partition("/")
    query = select(SignIn.id).join(SignIn.person).where(SignIn.id.in_(sign_ins), *still_signed_in(at))
    return set(db.session.scalars(query.where(seen_stream(kind, int(id), Person.id, at))))


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
    return (SignIn.in_force(at), SignIn.ended_at.is_(None), or_(Person.until.is_(None), Person.until > at))


def next_change(at):
    """The next moment at which any right begins or ends by the clock alone, or None."""
    edges = [getattr(each, edge) for each in (Mandate, Seat, Office, Suspension) for edge in ("since", "until")]
    edges += [Organisation.until, SignIn.until, Person.until]
    moments = [db.session.scalar(select(func.min(edge)).where(edge > at)) for edge in edges]
    return min((moment for moment in moments if moment), default=None)
