"""Workspaces: seen by the mandates in it, steered by its lead, written in by all who take part and do not only observe."""

from sqlalchemy import and_, case, false, func, or_, select, true

from app.database import db
from app.happenings import Happening, Stream
from app.membership.models import Mandate, Organisation, Person, Seat
from app.permissions.membership import SPEAKERS, first_seq, first_seqs, holds_office, leads
from app.permissions.who import holds, mandates_of, places_of
from app.workspaces.models import Contribution, Message, Thread, Workspace

# The roles of a body in a workspace under which its people shape the work: open threads, bring in guests.
PARTNERS = ("lead", "partner")
# Those under which they write; who observes reads.
WRITERS = (*PARTNERS, "guest")


def seen_workspaces(person_id, at):
    """Who has a mandate in it now, and auditors; a right that ended leaves nothing behind.

    In a circle a mandate counts only beside one in force in the workspace around it (`holds`).
    """
    mine = Workspace.place_id.in_(places_of(person_id, at))
    return select(Workspace).where(or_(mine, holds_office(person_id, at, "auditor")))


def seen_contributions(person_id, at):
    return select(Contribution).where(Contribution.workspace_id.in_(workspace_ids(person_id, at)))


def seen_threads(person_id, at):
    return select(Thread).where(Thread.workspace_id.in_(workspace_ids(person_id, at)))


def seen_messages(workspace, person_id, at):
    """A condition: the messages of a workspace that this person reads. A guest reads from her entry on.

    The log says which came before; in one workspace the ids of messages follow the order of its log. One that came with
    its thread from another workspace is read where it was written after her entry: the log has the moment.
    """
    first = first_seq(workspace.stream, person_id, at)
    if first == 1:
        return true()
    earlier = select(Happening.subject_id).where(Happening.stream == workspace.stream, Happening.seq < first)
    last = earlier.where(Happening.kind == "message-posted").order_by(Happening.seq.desc()).limit(1).scalar_subquery()
    entry = select(Happening.at).where(Happening.stream == workspace.stream, Happening.seq == first).scalar_subquery()
    return and_(Message.id > func.coalesce(last, 0), or_(Message.arrived_at.is_(None), Message.at >= entry))


def seen_from(person_id, at):
    """{workspace id: (id of the last message before she came, the moment)} where this person is a guest; see seen_messages."""
    first = first_seqs("workspace", person_id, at)
    if not first:
        return {}
    streams = {f"workspace/{id}": id for id in first}
    since = case({stream: first[id] for stream, id in streams.items()}, value=Stream.name)
    log = select(Happening.subject_id).where(Happening.stream == Stream.name)
    posted = log.where(Happening.seq < since, Happening.kind == "message-posted").order_by(Happening.seq.desc()).limit(1)
    entry = log.with_only_columns(Happening.at).where(Happening.seq == since)
    query = select(Stream.name, posted.correlate(Stream).scalar_subquery(), entry.correlate(Stream).scalar_subquery())
    rows = db.session.execute(query.where(Stream.name.in_(streams)))
    return {streams[stream]: (last or 0, came or at) for stream, last, came in rows}


def was_in(person_id, at, workspace_id, then):
    """A condition: has she a mandate in a workspace that is no visit, or was her visit on `then`? Both are columns."""
    here = select(Mandate.id).join(Mandate.seat).join(Organisation, Organisation.id == Seat.organisation_id)
    here = here.join(Workspace, Workspace.place_id == Seat.place_id).where(Workspace.id == workspace_id)
    here = here.where(Mandate.person_id == person_id, *holds(at), or_(Seat.role != "guest", Mandate.since <= then))
    return here.correlate(workspace_id.table, then.table, Person).exists()


def workspace_ids(person_id, at):
    return seen_workspaces(person_id, at).with_only_columns(Workspace.id)


def seen_circles_of(workspace, person_id, at):
    """Who sees a workspace knows of its circles, by name and who sits there; of a hidden one only who is in it, and auditors."""
    inside = Workspace.id.in_(workspace_ids(person_id, at))
    return select(Workspace).where(Workspace.parent_id == workspace.id, or_(Workspace.hidden == false(), inside))


def can_open_circle(person, workspace):
    """Who speaks for a body that leads or takes part as a partner; a circle has no circles."""
    return workspace.parent_id is None and can_welcome_guest(person, workspace)


def can_close_circle(person, workspace):
    """The body that leads the circle, whoever leads the work around it."""
    return workspace.parent_id is not None and can_manage(person, workspace)


def can_manage(person, workspace):
    """Purpose, objectives and who takes part: the body that leads."""
    return workspace.at_work and leads(person, workspace.place_id)


def can_post(person, workspace):
    """Everybody in the workspace whose body takes part, and guests; not those who observe."""
    return workspace.at_work and sits_as(person, workspace, WRITERS)


def can_open_thread(person, workspace):
    """Everybody whose body takes part; a guest answers in the threads there are."""
    return workspace.at_work and sits_as(person, workspace, PARTNERS)


def can_welcome_guest(person, workspace):
    """Who speaks for a body that leads or takes part as a partner; she becomes the sponsor."""
    return workspace.at_work and any(
        each.seat.place_id == workspace.place_id and each.seat.role in PARTNERS and each.role in SPEAKERS
        for each in mandates_of(person)
    )


def sits_as(person, workspace, roles):
    return any(each.seat.place_id == workspace.place_id and each.seat.role in roles for each in mandates_of(person))
