"""What is said in a workspace: who changes it, takes it away, marks it, keeps it in view, moves it."""

from flask import abort
from sqlalchemy import not_, select

from app.database import db, hold
from app.membership.models import Mandate, Seat
from app.permissions.membership.offices import offices_of
from app.permissions.who import mandates_of, me, moment
from app.permissions.workspaces import can_manage, can_open_thread, can_post, seen_messages
from app.workspaces.models import UNDO, Message, Thread, ThreadMove


def find_message(thread, id, *options):
    """The message of a thread with this id among those I may read; 404 otherwise, whether it exists or not."""
    hold(Message, id)
    here = Message.id == id, Message.thread_id == thread.id, seen_messages(thread.workspace, me().id, moment())
    return db.session.scalar(select(Message).where(*here).options(*options)) or abort(404)


def seen_message(workspace, id, *options):
    """The message of any thread of a workspace with this id if I may read it, else None."""
    mine = seen_messages(workspace, me().id, moment())
    query = select(Message).join(Message.thread).where(Message.id == id, Thread.workspace_id == workspace.id, mine)
    return db.session.scalar(query.options(*options))


def can_edit_message(person, message):
    """Her own words, while a mandate in force lets her write here; never another's."""
    return message.deleted_at is None and message.person_id == person.id and can_post(person, message.thread.workspace)


def can_delete_message(person, message):
    """Her own; and who leads takes away another's, with a reason."""
    workspace = message.thread.workspace
    return can_manage(person, workspace) or (message.person_id == person.id and can_post(person, workspace))


def can_restore_message(person, message):
    """Who deleted it, for ten minutes."""
    if message.deleted_at is None or message.deleted_by.person_id != person.id or not can_post(person, message.thread.workspace):
        return False
    return moment() <= message.deleted_at + UNDO


def can_read_deleted(person, message):
    """Of a deleted message nobody reads the words; auditors do."""
    return message.deleted_at is None or "auditor" in offices_of(person)


def can_react(person, message):
    """Who writes here."""
    return message.deleted_at is None and can_post(person, message.thread.workspace)


def can_pin(person, message):
    """Whose body takes part; a guest does not arrange the room."""
    return message.deleted_at is None and can_open_thread(person, message.thread.workspace)


def can_move_message(person, message):
    """Who wrote it, where her body takes part, and who leads."""
    own = message.person_id == person.id and can_open_thread(person, message.thread.workspace)
    return message.deleted_at is None and (own or can_manage(person, message.thread.workspace))


def can_resolve_thread(person, thread):
    return can_open_thread(person, thread.workspace)


def can_rename_thread(person, thread):
    """Who opened it, and who leads."""
    own = thread.opened_by.person_id == person.id and can_open_thread(person, thread.workspace)
    return own or can_manage(person, thread.workspace)


def can_move_thread(person, thread):
    """Who leads here; who opened it only into a circle of the workspace, where fewer read: see can_receive_thread."""
    return can_rename_thread(person, thread)


def confined_to(person, thread):
    """The ids of the workspaces to which a thread may go, or None for any: nobody publishes others.

    What another body said leaves a circle only back to where it was said; also what was deleted, unless by who wrote it,
    since who deleted it may bring it back.
    """
    circle = thread.workspace
    if circle.parent_id is None:
        return None
    bodies = {each.seat.organisation_id for each in mandates_of(person) if each.seat.place_id == circle.place_id}
    others = select(Message.id).join(Message.mandate).join(Mandate.seat).limit(1)
    taken_back = Message.deleted_by.has(Mandate.person_id == Message.person_id)
    others = others.where(Message.thread_id == thread.id, Seat.organisation_id.not_in(bodies), not_(taken_back))
    if db.session.scalar(others) is None:
        return None
    came = db.session.scalar(select(ThreadMove).where(ThreadMove.thread_id == thread.id).order_by(ThreadMove.id.desc()).limit(1))
    if came is None or db.session.scalar(others.where(Message.arrived_at.is_distinct_from(came.at))) is not None:
        return frozenset()
    return frozenset({came.origin_id})


def can_receive_thread(person, thread, target):
    """May this thread be moved there by her? She writes there as one who takes part.

    Who only opened it shows what others said to nobody new: she may narrow its readers and not widen them.
    """
    if target.id == thread.workspace_id or not can_open_thread(person, target):
        return False
    return can_manage(person, thread.workspace) or target.parent_id == thread.workspace_id
