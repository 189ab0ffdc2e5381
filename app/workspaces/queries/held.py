"""What workspaces hold about a person: what she wrote there."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.happenings import iso
from app.membership.models.holdings import holds
from app.workspaces.models import Message, Thread


def messages(person_id):
    query = select(Message).join(Message.thread).where(Message.person_id == person_id).order_by(Message.id)
    return query.options(contains_eager(Message.thread))


@holds(
    "messages",
    _l("Messages you wrote"),
    _l("They are the record of joint work."),
    _l("As long as the workspace; under a pseudonym if you have yourself erased."),
    messages,
)
def message_json(row):
    address = f"/workspaces/{row.thread.workspace_id}/threads/{row.thread_id}"
    return {"at": iso(row.at), "address": address, "body": row.body}


def threads(person_id):
    return select(Thread).where(Thread.opened_by.has(person_id=person_id)).order_by(Thread.id)


@holds(
    "threads", _l("Discussions you opened"), _l("They are the record of joint work."), _l("As long as the workspace."), threads
)
def thread_json(row):
    return {"opened_at": iso(row.opened_at), "title": row.title, "address": f"/workspaces/{row.workspace_id}/threads/{row.id}"}
