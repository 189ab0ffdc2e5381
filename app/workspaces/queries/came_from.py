"""Where a decision or an item comes from: the discussions from which it was brought, for who may read them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.meetings.models import Proposal
from app.permissions import seen_threads, visible
from app.workspaces.models import Brought, Thread


def discussions_of(item):
    """[link] of the discussions from which an item was brought, as far as I see their workspaces."""
    mine = visible(seen_threads).with_only_columns(Thread.id)
    query = select(Brought).join(Brought.proposal).where(Proposal.became_id == item.id, Brought.thread_id.in_(mine))
    return db.session.scalars(query.options(joinedload(Brought.thread).joinedload(Thread.workspace)).order_by(Brought.id)).all()


def discussions_of_decision(decision):
    return discussions_of(decision.item)


def discussion_json(link):
    thread = link.thread
    address = f"/workspaces/{thread.workspace_id}/threads/{thread.id}"
    place = {"id": thread.workspace_id, "name": thread.workspace.name}
    return {"thread": thread.id, "title": thread.title, "workspace": place, "message": link.message_id, "address": address}
