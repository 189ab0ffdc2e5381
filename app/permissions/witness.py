"""What an auditor opens by her office alone, where she holds no mandate, is noted in the access log."""

from app.access_log import log_access
from app.database import db
from app.meetings.models import AgendaItem, Decision, Meeting, Proposal
from app.membership.models import Circle, Table
from app.permissions.confidential import note_reading
from app.permissions.membership.offices import offices_of
from app.permissions.who import mandates_of, me
from app.workspaces.models import Thread, Workspace

# {noun: what of it is not open to everybody, as (stream, place), or None}
CLOSED = {
    Workspace: lambda workspace: (workspace.stream, workspace.place_id),
    Thread: lambda thread: CLOSED[Workspace](thread.workspace),
    Table: lambda table: (table.stream, table.place_id) if table.reserved_at else None,
    Meeting: lambda meeting: (meeting.stream, meeting.table.place_id),
    Circle: lambda circle: (circle.stream, circle.table.place_id),
    Proposal: lambda proposal: (proposal.stream, proposal.table.place_id),
    AgendaItem: lambda item: CLOSED[Meeting](item.meeting),
    Decision: lambda decision: None if decision.published_at else CLOSED[AgendaItem](decision.item),
}


def witness(thing):
    """Note that this thing was opened, if it was by an auditor's office; and what is confidential, by whomever."""
    note_reading(thing)
    closed = CLOSED.get(type(thing))
    if closed is None or "auditor" not in offices_of(me()):
        return
    stream, place_id = closed(thing) or (None, None)
    if stream and not any(each.seat.place_id == place_id for each in mandates_of(me())):
        log_access("read-by-auditor", subject=stream, person=me())


def witness_stream(kind, id):
    """The same for the happenings of a stream, read without its page."""
    noun = next((noun for noun in (Workspace, Table, Meeting, Circle) if noun.__tablename__ == kind), None)
    if noun and "auditor" in offices_of(me()):
        witness(db.session.get(noun, id))


def witness_line(person):
    """An auditor's live line brings her every stream: that it was opened is noted, what came over it is not."""
    if "auditor" in offices_of(person):
        log_access("read-by-auditor", subject="live", person=person)
