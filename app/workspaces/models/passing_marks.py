"""What a seat has unread and in draft passes on with it; of an erased person nothing of the kind stays."""

from sqlalchemy import delete, exists, func, select

from app.database import db, utc_now
from app.happenings import react
from app.membership.models import Mandate, Seat
from app.workspaces.models.discussion import Thread
from app.workspaces.models.message import Message
from app.workspaces.models.reading import Draft, Followed, ReadMark
from app.workspaces.models.workspace import Workspace


def read_own(said):
    """Who writes in a thread has read it up to her own words, and what she had begun to write there is said."""
    person_id, thread_id = said.voice.person_id, said.facts["thread"]
    ReadMark.put(person_id, thread_id, said.subject.id)
    Draft.drop(person_id, thread_id)


def pass_on(said):
    """The successor in a seat of a workspace finds unread what her predecessor had not read, and her drafts to finish."""
    mandate = said.subject
    before, after = mandate.predecessor.person_id, mandate.person_id
    workspace = db.session.scalar(select(Workspace).where(Workspace.place_id == mandate.seat.place_id))
    if workspace is None or is_still_here(before, mandate.seat.place_id):
        return
    for thread_id, mark in unread_threads(before, workspace):
        if not db.session.scalar(select(exists().where(ReadMark.person_id == after, ReadMark.thread_id == thread_id))):
            ReadMark.put(after, thread_id, mark)
    pass_drafts(before, after, workspace)


def unread_threads(person_id, workspace):
    """[(thread, the id up to which she read)] of the threads in which others wrote after that."""
    mark = select(ReadMark.message_id).where(ReadMark.person_id == person_id, ReadMark.thread_id == Thread.id)
    read = func.coalesce(mark.scalar_subquery(), last_before_entry(person_id, workspace))
    news = exists().where(Message.thread_id == Thread.id, Message.id > read, Message.person_id != person_id)
    query = select(Thread.id, read).where(Thread.workspace_id == workspace.id, news.correlate(Thread))
    return [tuple(row) for row in db.session.execute(query)]


def last_before_entry(person_id, workspace):
    """The id of the last message that was written anywhere before a person first came into a workspace, else 0."""
    entered = select(func.min(Mandate.since)).join(Mandate.seat).where(Mandate.person_id == person_id)
    at = db.session.scalar(entered.where(Seat.place_id == workspace.place_id, Mandate.confirmed_at.is_not(None)))
    last = select(Message.id).where(Message.at < at).order_by(Message.at.desc(), Message.id.desc()).limit(1)
    return (at and db.session.scalar(last)) or 0


def pass_drafts(before, after, workspace):
    here = select(Thread.id).where(Thread.workspace_id == workspace.id)
    own = select(Draft.thread_id).where(Draft.person_id == after)
    query = select(Draft).where(Draft.person_id == before, Draft.thread_id.in_(here), Draft.thread_id.not_in(own))
    for draft in db.session.scalars(query).all():
        draft.person_id = after


def is_still_here(person_id, place_id):
    """Does she speak here by another mandate?"""
    query = select(Mandate).join(Mandate.seat).where(Mandate.person_id == person_id, Seat.place_id == place_id)
    return any(each.holds(utc_now()) for each in db.session.scalars(query))


def forget_reading(said):
    for noun in (ReadMark, Followed, Draft):
        db.session.execute(delete(noun).where(noun.person_id == said.subject.person_id))


react("message-posted", read_own)
react("mandate-handed-over", pass_on)
react("person-erased", forget_reading)
