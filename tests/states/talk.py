"""States of what is said: a message of the partner's, the same deleted, and a guest who came before or after it."""

from app.database import commit, db, utc_now, writing
from app.workspaces.models import Message, Thread, Workspace
from tests.states.guests import stay
from tests.states.workspaces import workspace


def said(cast):
    names = workspace(cast)
    space, thread = db.session.get(Workspace, names["workspace"]), db.session.get(Thread, names["thread"])
    message = cast.post(space, thread, "other_delegate", "Mancano due elenchi").subject.id
    target, _ = cast.workspace()
    writing()
    lead = cast.mandate("delegate", db.session.get(Workspace, names["workspace"]).place)
    other = Thread.begin(db.session.get(Workspace, names["workspace"]), "Criteri", lead)
    commit()
    return names | {"message": message, "other_thread": other.id, "target": target.id}


def deleted(cast):
    names = said(cast)
    writing()
    message = db.session.get(Message, names["message"])
    message.delete(message.mandate)
    commit()
    return names


def closed(cast):
    names = said(cast)
    writing()
    db.session.get(Workspace, names["workspace"]).closed_at = utc_now()
    commit()
    return names


def said_before(cast):
    """The guest came after it was said."""
    return visited(cast, said(cast))


def said_after(cast):
    """The guest was there when it was said."""
    names = visited(cast, said(cast))
    space, thread = db.session.get(Workspace, names["workspace"]), db.session.get(Thread, names["thread"])
    return names | {"message": cast.post(space, thread, "other_delegate", "Ne manca uno").subject.id}


def visited(cast, names):
    writing()
    space = db.session.get(Workspace, names["workspace"])
    space.welcome_guest(**stay(cast, cast.mandate("other_delegate", space.place)))
    commit()
    return names


STATES = {
    "message": said,
    "message deleted": deleted,
    "message closed": closed,
    "message before guest": said_before,
    "message after guest": said_after,
}
