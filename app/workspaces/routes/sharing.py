"""The doors by which files come onto the shelf of a workspace, change there, and are taken back."""

from pathlib import PurePosixPath

from flask import Blueprint, current_app, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.database import commit, db, writing
from app.documents.models import AROUND, LIMIT, File, safe_name, take
from app.doors import done, large_doors
from app.forms import Form
from app.happenings import iso
from app.limits import browser, limiter
from app.permissions import (
    can_place_shared,
    can_post,
    can_revise_shared,
    can_share,
    can_withdraw_shared,
    find,
    me,
    render_for_me,
    require,
    seen_shared_files,
    seen_workspaces,
    visible,
    voice,
)
from app.permissions.workspaces import WRITERS
from app.workspaces import queries
from app.workspaces.models import SharedFile, come_with, folder_of_talk, tell_in_its_thread
from app.workspaces.routes.shelf import chosen_folder, file_page, page_of, shelf_page
from app.workspaces.routes.workspaces import thread_of, workspace_page
from app.workspaces.shelf_forms import MessageWithFilesForm, NewVersionForm, PlaceForm, ShareForm, TakeBackForm

bp = Blueprint("sharing", __name__)

PACE = "60 per minute"
TOGETHER = 3 * LIMIT  # bytes of one form

large_doors |= {
    "sharing.share": TOGETHER + AROUND,
    "sharing.post_with_files": TOGETHER + AROUND,
    "sharing.add_version": LIMIT + AROUND,
}


@bp.post("/workspaces/<int:id>/files")
@limiter.limit(PACE, key_func=browser)
def share(id):
    """Some files at once: all of them are there, or none."""
    form = ShareForm.sent(lambda form: shelf_page(id, share_form=form))
    require(can_share, find(seen_workspaces, id))  # nothing reaches the disk for who has no right to it
    taken = [(each, *take(each)) for each in form.file.data]
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_share, workspace)
    folder = chosen_folder(workspace, form.folder)
    made = shared(workspace, folder, taken, voice(workspace.place, seat_roles=WRITERS))
    commit()
    told = [{"id": each.id, "name": each.name, "sha256": each.latest.file.sha256} for each in made]
    note = ngettext("The file is on the shelf.", "%(num)s files are on the shelf.", len(made))
    return done(page_of(workspace, folder), {"id": made[0].id, "items": told}, note=note)


@bp.post("/shared-files/<int:id>/versions")
@limiter.limit(PACE, key_func=browser)
def add_version(id):
    """A new version of the same file; the earlier ones stay."""
    form = NewVersionForm.sent(lambda form: file_page(id, version_form=form))
    require(can_revise_shared, find(seen_shared_files, id))
    stored, kind = take(form.file.data)
    file, speaks = held(id, can_revise_shared)
    name = safe_name(form.file.data.filename, kind)
    version = file.revise(File.keep(name, kind, stored, me()), speaks, quota())
    tell_in_its_thread(file, speaks)
    commit()
    told = {"id": id, "version": version.number, "sha256": version.file.sha256}
    return done(address(id), told, note=_l("The new version is here."))


@bp.post("/shared-files/<int:id>/place")
def place(id):
    """Another name, another folder."""
    form = PlaceForm.sent(lambda form: file_page(id, place_form=form))
    file, speaks = held(id, can_place_shared)
    name = safe_name(with_ending(form.name.data, file.name), file.latest.file.media_type)
    file.place(name, chosen_folder(file.workspace, form.folder), speaks, files_seen())
    commit()
    return done(address(id), {"id": id, "name": file.name}, 200, _l("Done: everybody finds it there."))


@bp.post("/shared-files/<int:id>/withdrawal")
def withdraw(id):
    """Taken back with all its versions, for a reason that stays; within thirty days it can be put back."""
    form = TakeBackForm.sent(lambda form: file_page(id, take_back_form=form))
    file, speaks = held(id, can_withdraw_shared)
    file.withdraw(form.reason.data, speaks)
    commit()
    return done(address(id), {"id": id}, 200, _l("Withdrawn: nobody is given it any more. For thirty days you can put it back."))


@bp.post("/shared-files/<int:id>/restoration")
def restore(id):
    """The undo of a withdrawal."""
    Form.sent(lambda form: file_page(id))
    file, speaks = held(id, can_withdraw_shared)
    file.restore(speaks, files_seen())
    commit()
    return done(address(id), {"id": id}, 200, _l("It is back, with all its versions."))


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/files")
@limiter.limit(PACE, key_func=browser)
def post_with_files(id, thread_id):
    """A message with files: they lie on the shelf, in the folder of the discussion. Sent twice, it stands once."""
    form = MessageWithFilesForm.sent(lambda form: workspace_page(id, thread_id, attach_form=form))
    require(can_post, find(seen_workspaces, id))
    taken = [(each, *take(each)) for each in form.file.data]
    body = form.body.data or ", ".join(safe_name(each.filename, kind) for each, _stored, kind in taken)
    rendered = render_for_me(body)
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_post, workspace)
    speaks = voice(workspace.place, seat_roles=WRITERS)
    message_id, said = thread.post(speaks, body, rendered, form.nonce.data)
    if said:
        folder = folder_of_talk(workspace, speaks, current_app.config["BABEL_DEFAULT_LOCALE"])
        db.session.flush()
        for each in taken:
            come_with(message_id, kept(*each), folder, speaks, quota(), files_seen())
    told = said or queries.happening_of("message-posted", message_id)
    commit()
    shown = {"id": message_id, "stream": workspace.stream, "seq": told.seq, "at": iso(told.at)}
    return done(
        url_for("threads.thread", id=id, thread_id=thread_id, _anchor=f"message-{message_id}"), shown, 201 if said else 200
    )


def shared(workspace, folder, taken, speaks):
    """Files of a form that were taken in, each put on the shelf."""
    return [SharedFile.add(workspace, folder, kept(*each), speaks, quota(), files_seen()) for each in taken]


def kept(sent, stored, kind):
    return File.keep(safe_name(sent.filename, kind), kind, stored, me())


def with_ending(typed, name):
    """A new name that was typed without an ending keeps that of the old one."""
    return typed if PurePosixPath(typed).suffix else typed + PurePosixPath(name).suffix


def held(id, sentence):
    """(the file, my voice there) where I may do this with it, in the transaction that writes."""
    workspace_id = find(seen_shared_files, id).workspace_id
    writing(f"workspace/{workspace_id}")
    file = find(seen_shared_files, id)
    require(sentence, file)
    return file, voice(file.workspace.place, seat_roles=WRITERS)


def address(id):
    return url_for("shelf.shared_file", id=id)


def files_seen():
    """A condition: files of other people's of which I may learn that they are here."""
    return SharedFile.id.in_(visible(seen_shared_files).with_only_columns(SharedFile.id))


def quota():
    return current_app.config["WORKSPACE_QUOTA"]
