"""Proposals as they are read: those of a table, one by itself with what came of it, those that wait on my desk."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.forms import listed
from app.happenings import iso
from app.meetings.models import AgendaItem, Meeting, Proposal
from app.meetings.models.proposal_told import told_news
from app.meetings.queries.agenda import line_of, to_come
from app.membership.models import Mandate, Seat, Table, told_organisation
from app.permissions import (
    can_read_item,
    can_read_proposals,
    kept_places,
    me,
    moment,
    only_seen,
    seen_proposals,
    seen_tables,
    visible,
)
from app.words import named_openly, titled

LISTED = (
    joinedload(Proposal.table).joinedload(Table.place),
    joinedload(Proposal.by).joinedload(Mandate.person),
    joinedload(Proposal.by).joinedload(Mandate.seat).joinedload(Seat.organisation),
    joinedload(Proposal.by).joinedload(Mandate.seat).joinedload(Seat.place),
    joinedload(Proposal.became).joinedload(AgendaItem.meeting).joinedload(Meeting.table),
    joinedload(Proposal.became).joinedload(AgendaItem.table),
)
WHOLE = (*LISTED, selectinload(Proposal.news), joinedload(Proposal.origin), joinedload(Proposal.reviewed_by))
WAITS = (Proposal.accepted_at.is_(None), Proposal.returned_at.is_(None), Proposal.withdrawn_at.is_(None))


def proposals_at(table):
    """A select of the proposals of a table that I see, what waits first."""
    waits = db.case((db.and_(*WAITS), 0), else_=1)
    return visible(seen_proposals, Proposal.table_id == table.id).options(*LISTED).order_by(waits, Proposal.id.desc())


def waiting_for_me(_person):
    """The proposals that wait at the tables that I keep, the oldest first."""
    places = kept_places()
    if not places:
        return []
    tables = select(Table.id).where(Table.place_id.in_(places))
    query = select(Proposal).where(Proposal.table_id.in_(tables), *WAITS).options(*LISTED)
    return db.session.scalars(query.order_by(Proposal.id).limit(20)).all()


def waiting_at(table):
    """The proposals that wait at a table, as far as I see them."""
    if not can_read_proposals(me(), table):
        return []
    query = visible(seen_proposals, Proposal.table_id == table.id, *WAITS).options(*LISTED)
    return db.session.scalars(query.order_by(Proposal.id).limit(20)).all()


def sent_from(item):
    """What an item was sent on as, to other tables, for who sees the item."""
    query = select(Proposal).where(Proposal.origin_id == item.id).options(*WHOLE).order_by(Proposal.id)
    return db.session.scalars(query).all()


def came_as(item):
    """The proposal that became this item, or None."""
    query = visible(seen_proposals, Proposal.became_id == item.id).options(*WHOLE)
    return db.session.scalars(query.order_by(Proposal.id).limit(1)).first()


def way_of_proposal(item):
    """What the pages of an item show of proposals: who proposed it, where it was sent on and what came back."""
    if not can_read_item(me(), item):
        return {"proposed_as": None, "sent": [], "told_news": told_news, "now": moment()}
    return {"proposed_as": came_as(item), "sent": sent_from(item), "told_news": told_news, "now": moment()}


def agendas_of(table):
    """Where an accepted proposal may go: the backlog, or a meeting that still takes items."""
    return listed(_("Into the backlog"), [(each.id, line_of(each)) for each in to_come(table)])


def other_tables(table):
    """The tables I see, by name, without one of them."""
    query = visible(seen_tables, Table.id != table.id, Table.until.is_(None)).order_by(Table.name)
    return listed(_("Choose…"), [(each.id, titled(each)) for each in db.session.scalars(query)])


def is_open_to_me(proposal):
    """May the reader read more than the title? What became confidential is closed to who does not read the item."""
    return proposal.became is None or can_read_item(me(), proposal.became)


def title_of(proposal):
    return proposal.title if is_open_to_me(proposal) else proposal.title_for_all(moment())


def named_to_me(table):
    """The name of a table as the reader may know it."""
    return titled(table) if not table.reserved_at or only_seen(seen_tables, table.id) else named_openly(table)


def proposal_json(proposal):
    open_to_me = is_open_to_me(proposal)
    return {
        "id": proposal.id,
        "address": url_for("proposals.proposal", id=proposal.id),
        "table": {"id": proposal.table_id, "name": named_openly(proposal.table)},
        "title": title_of(proposal),
        "note": proposal.note if open_to_me else "",
        "kind": proposal.kind,
        "state": proposal.state,
        "reason": proposal.reason,
        "made_at": iso(proposal.made_at),
        "organisation": told_organisation(proposal.by.organisation),
    }
