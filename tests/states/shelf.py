"""States of the shelf of a workspace: a file in a folder, a file withdrawn, a workspace closed, a guest who came after it."""

import io

from app.database import commit, db, utc_now, writing
from app.documents.models import File, storage_here
from app.workspaces.models import Folder, SharedFile, Workspace
from tests.states.guests import guest
from tests.states.workspaces import workspace

CONTENT = b"Via;Posti\nVia Celoria;40\n"
ROOM = 10_000_000


def kept(cast, role, name="alloggi.csv", content=CONTENT, kind="text/plain"):
    stored = storage_here().store(io.BytesIO(content), 100_000)
    return File.keep(name, kind, stored, cast.person(role))


def with_file(cast, names=None):
    """The delegate of the lead has put a file into a folder."""
    names = names or workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    own = cast.mandate("delegate", space.place)
    folder = Folder.make(space, "Alloggi", None, own)
    db.session.flush()
    shared = SharedFile.add(space, folder, kept(cast, "delegate"), own, ROOM)
    commit()
    return names | {"n": 1, "folder": folder.id, "shared": shared.id, "file": shared.latest.file_id}


def withdrawn(cast):
    names = with_file(cast)
    writing()
    shared = db.session.get(SharedFile, names["shared"])
    shared.withdraw("Dati vecchi", cast.mandate("delegate", shared.workspace.place))
    commit()
    return names


def closed(cast):
    names = with_file(cast)
    writing()
    db.session.get(Workspace, names["workspace"]).closed_at = utc_now()
    commit()
    return names


def before_a_guest(cast):
    """The file was there before the guest came."""
    names = with_file(cast)
    return names | guest(cast, names)


def beside_a_guest(cast):
    """The file came while the guest was there."""
    return with_file(cast, guest(cast))


STATES = {
    "shared file": with_file,
    "shared file withdrawn": withdrawn,
    "shared file, workspace closed": closed,
    "shared file before a guest": before_a_guest,
    "shared file beside a guest": beside_a_guest,
}
