"""Proposals: made by who speaks at the table, sent by who keeps another, brought from joint work; reviewed by its keepers."""

from sqlalchemy import or_, select, true

from app.happenings import Happening
from app.meetings.models import AgendaItem, Proposal
from app.membership.models import Mandate, Person, Seat
from app.permissions.agenda import kept_tables
from app.permissions.meetings import seen_items
from app.permissions.membership import KEEPERS, SPEAKERS, first_seq, holds_office, keeps
from app.permissions.membership.offices import offices_of
from app.permissions.who import holds, mandates_of, me
from app.permissions.workspaces import PARTNERS, sits_as, workspace_ids
from app.workspaces.models import Brought, Submission, TalkLine, Thread


def seen_proposals(person_id, at):
    """The keepers of the table; who speaks for the seat that made it; who sees the item it came from, the item it became, or
    the discussion or the idea it was brought from; auditors.
    """
    seats = select(Mandate.seat_id).join(Mandate.seat).join(Seat.organisation)
    seats = seats.where(Mandate.person_id == person_id, Mandate.role.in_((*SPEAKERS, *KEEPERS)), *holds(at)).correlate(Person)
    made = Proposal.by_id.in_(select(Mandate.id).where(Mandate.seat_id.in_(seats)).correlate(Person))
    items = seen_items(person_id, at).where(AgendaItem.id.in_([Proposal.origin_id, Proposal.became_id]))
    items = items.with_only_columns(AgendaItem.id).correlate(Proposal, Person).exists()
    threads = select(Thread.id).where(Thread.workspace_id.in_(workspace_ids(person_id, at)))
    brought = Proposal.id.in_(select(Brought.proposal_id).where(Brought.thread_id.in_(threads)))
    sent = select(Submission.proposal_id).where(Submission.workspace_id.in_(workspace_ids(person_id, at)))
    kept = Proposal.table_id.in_(kept_tables(person_id, at))
    return select(Proposal).where(or_(kept, made, items, brought, Proposal.id.in_(sent), holds_office(person_id, at, "auditor")))


def seen_lines(workspace, person_id, at):
    """A condition: the lines in the talk of a workspace that this person reads; a guest from her entry on."""
    first = first_seq(workspace.stream, person_id, at)
    if first == 1:
        return true()
    entry = select(Happening.at).where(Happening.stream == workspace.stream, Happening.seq == first - 1)
    return TalkLine.at > entry.scalar_subquery()


def can_propose(person, table):
    """Delegates and substitutes of the table."""
    return any(each.seat.place_id == table.place_id and each.role in SPEAKERS for each in mandates_of(person))


def can_review(person, proposal):
    """The secretariat and the chair of the table it was made to."""
    return keeps(person, proposal.table.place_id)


def can_read_proposals(person, table):
    """Who may propose sees her own, who keeps the table and auditors see them all."""
    return can_propose(person, table) or keeps(person, table.place_id) or "auditor" in offices_of(person)


def can_withdraw_proposal(person, proposal):
    """Who speaks for the seat that made it, in the role that let her make it."""
    roles = KEEPERS if proposal.origin_id else SPEAKERS
    mine = [each for each in mandates_of(person) if each.seat_id == proposal.by.seat_id]
    return any(each.role in roles or each.person_id == proposal.by.person_id for each in mine)


def can_send_on(person, item):
    """The keepers of the table whose item it is send it to another table."""
    return keeps(person, item.of_table.place_id)


def can_bring(person, workspace):
    """Everybody whose body takes part as more than an observer brings a thread to a table."""
    return workspace.at_work and sits_as(person, workspace, PARTNERS)


def voice_of_seat(person, seat_id):
    """The mandate under which a person speaks for a seat."""
    return next(each for each in mandates_of(person) if each.seat_id == seat_id)


def kept_places():
    """The ids of the places that I keep."""
    return {each.seat.place_id for each in mandates_of(me()) if each.role in KEEPERS}
