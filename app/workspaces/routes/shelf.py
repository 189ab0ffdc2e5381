"""The Documents of a workspace: its shelf, folder by folder; one file with its versions; all of a folder as ZIP or as CSV."""

import tempfile
import zipfile

from flask import Blueprint, abort, current_app, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.database import commit, writing
from app.documents.models import given_out, storage_here
from app.doors import answer, as_file, as_number, done
from app.errors import RuleBroken
from app.forms import listed
from app.happenings import iso
from app.limits import browser, limiter
from app.panels import shows_on
from app.permissions import (
    can_keep_folders,
    chosen,
    find,
    moment,
    require,
    seen_folders,
    seen_shared_files,
    seen_workspaces,
    voice,
    voices_in,
)
from app.permissions.workspaces import PARTNERS, WRITERS
from app.sheets import CSV, line_of, safe
from app.words import WORDS
from app.workspaces.models import Folder
from app.workspaces.queries import shelf as queries
from app.workspaces.queries.lineage import linked_json, linked_of
from app.workspaces.routes.frame import framed, tab
from app.workspaces.shelf_forms import FolderForm, FolderNameForm, NewVersionForm, PlaceForm, ShareForm, TakeBackForm

bp = Blueprint("shelf", __name__)

MOST_TOGETHER = 300 * 1000 * 1000  # bytes of one archive

shows_on("file", "shelf", "workspaces/_of_file.html", queries.shelved, queries.shelved_json)
tab("files", _l("Documents"), "shelf.shelf", 40)


@bp.get("/workspaces/<int:id>/files")
def shelf(id):
    return shelf_page(id)


@bp.get("/workspaces/<int:id>/files.csv")
@limiter.limit("30 per minute", key_func=browser)
def list_as_csv(id):
    """What lies in a folder and in those within it, a line a file."""
    rows = queries.beneath(asked_shelf(find(seen_workspaces, id)))
    lines = [line_of([_("File"), _("Version"), _("Size in bytes"), _("Organisation"), _("By"), _("When"), "SHA-256"])]
    lines += [line_of(safe(cell) for cell in row_of(*each)) for each in rows]
    return as_file("".join(lines), f"documenti-{id}.csv", CSV)


@bp.get("/workspaces/<int:id>/files.zip")
@limiter.limit("10 per minute", key_func=browser)
def folder_as_zip(id):
    """The latest versions of what lies in a folder and in those within it; each is proved while it is packed."""
    rows = queries.beneath(asked_shelf(find(seen_workspaces, id)))
    if sum(version.file.size for _path, version in rows) > MOST_TOGETHER:
        raise RuleBroken(_l("These files are too large to go together: download them folder by folder, or one by one."))
    archive = aside(packed, storage_here(), [(path, version.file) for path, version in rows])
    reply = send_file(archive, mimetype="application/zip", as_attachment=True, download_name=f"documenti-{id}.zip")
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply


@bp.post("/workspaces/<int:id>/folders")
def make_folder(id):
    form = FolderForm.sent(lambda form: shelf_page(id, folder_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_keep_folders, workspace)
    parent = chosen_folder(workspace, form.parent)
    folder = Folder.make(workspace, form.name.data, parent, voice(workspace.place, seat_roles=PARTNERS))
    commit()
    return done(page_of(workspace, folder), {"id": folder.id}, note=_l("The folder is made."))


@bp.post("/folders/<int:id>/name")
def rename_folder(id):
    form = FolderNameForm.sent(lambda form: renamed_again(id, form))
    writing()
    folder = find(seen_folders, id)
    require(can_keep_folders, folder.workspace)
    folder.rename(form.name.data, voice(folder.workspace.place, seat_roles=PARTNERS))
    commit()
    return done(page_of(folder.workspace, folder), {"id": id}, 200, _l("The folder has its new name."))


@bp.get("/shared-files/<int:id>")
def shared_file(id):
    return file_page(id)


def shelf_page(id, **forms):
    """The shelf at the folder that the address names; `forms` are those to show again with what was typed."""
    workspace = find(seen_workspaces, id)
    shown = asked_shelf(workspace)
    quota = current_app.config["WORKSPACE_QUOTA"]
    forms = {"folder_form": None, "rename_form": None, "share_form": None} | forms
    given = filled(shown, **forms)
    linked = linked_of(workspace)
    told = queries.shelf_json(shown, quota) | {"linked": [linked_json(each) for each in linked]}
    return answer(
        "workspaces/shelf.html", told, shelf=shown, quota=quota,
        orders=WORDS["shelf_order"], writers=writers_of(workspace), linked=linked, **given, **framed(workspace, "files"),
    )  # fmt: skip


def filled(shelf, folder_form, rename_form, share_form):
    """The forms of the shelf, each at the folder where the reader is."""
    here = shelf.folder and shelf.folder.id
    folders = folder_choices(shelf)
    share_form = share_form or ShareForm(formdata=None, data={"folder": here})
    folder_form = folder_form or FolderForm(formdata=None, data={"parent": here})
    rename_form = rename_form or (shelf.folder and FolderNameForm(formdata=None, data={"name": shelf.folder.name}))
    share_form.folder.choices = folder_form.parent.choices = folders
    return {"share_form": share_form, "folder_form": folder_form, "rename_form": rename_form}


def folder_choices(shelf):
    """Every folder with the way to it; the first choice is the shelf itself."""
    named = [(each.id, " / ".join(step.name for step in queries.path_to(each, shelf.all_folders))) for each in shelf.all_folders]
    return listed(_("No folder"), sorted(named, key=lambda each: each[1].casefold()))


def renamed_again(id, form):
    folder = find(seen_folders, id)
    return shelf_page(folder.workspace_id, rename_form=form)


def file_page(id, **forms):
    """One file: its versions, and for who may the ways to change it."""
    shared = find(seen_shared_files, id)
    lying = queries.one_lying(shared)
    shelf = queries.shelf_of(shared.workspace, shared.folder, "name")
    forms = {"version_form": None, "place_form": None, "take_back_form": None} | forms
    place = forms["place_form"] or PlaceForm(formdata=None, data={"name": shared.name, "folder": shared.folder_id})
    place.folder.choices = folder_choices(shelf)
    forms |= {
        "place_form": place,
        "version_form": forms["version_form"] or NewVersionForm(formdata=None),
        "take_back_form": forms["take_back_form"] or TakeBackForm(formdata=None),
    }
    shown = {"lying": lying, "shared": shared, "path": shelf.path}
    shown |= {"restorable": shared.restorable(moment()), "writers": writers_of(shared.workspace)}
    return answer("workspaces/shared_file.html", queries.lying_json(lying), **shown, **forms, **framed(shared.workspace, "files"))


def writers_of(workspace):
    """In whose name the reader may add files here."""
    return voices_in(workspace.place, seat_roles=WRITERS) if workspace.at_work else []


def asked_shelf(workspace):
    """The shelf of a workspace at the folder, and in the order, that the address names; 404 for a folder of another one."""
    asked = request.args.get("folder", "") if request.method == "GET" else ""
    folder = find(seen_folders, as_number(asked) or abort(404)) if asked else None
    if folder is not None and folder.workspace_id != workspace.id:
        abort(404)
    order = request.args.get("order", "name")
    return queries.shelf_of(workspace, folder, order if order in queries.ORDERS else abort(404))


def chosen_folder(workspace, field):
    """The folder that a form names, of this workspace, or None for the shelf itself."""
    folder = chosen(seen_folders, field)
    if folder is not None and folder.workspace_id != workspace.id:
        raise RuleBroken(_l("Choose from the list."), field=field.short_name, status=422)
    return folder


def packed(storage, named):
    """A file on disk, open at its beginning, with these files in it as they are, under their folders."""
    into = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for path, file in named:
            name = "/".join(step.replace("/", "-").replace("\\", "-").strip(". ") or "-" for step in path)
            with given_out(storage, file) as source, archive.open(name, "w") as target:
                while piece := source.read(64 * 1024):
                    target.write(piece)
    into.seek(0)
    return into


def row_of(path, version):
    by = version.by
    return [
        "/".join(path),
        version.number,
        version.file.size,
        by.organisation.name,
        by.person.name,
        iso(version.at),
        version.file.sha256,
    ]


def page_of(workspace, folder=None):
    return url_for("shelf.shelf", id=workspace.id, folder=folder and folder.id)
