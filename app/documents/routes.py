"""Doors of files: taking one in, giving one out, taking one back."""

from flask import Blueprint, current_app, send_file, url_for
from flask_babel import gettext as _

from app.aside import aside
from app.database import commit, writing
from app.documents import rounds  # noqa: F401 - registers its round
from app.documents.forms import FileForm
from app.documents.models import AROUND, LIMIT, File, Storage, given_out, handed_out, safe_name, taken_in
from app.documents.queries import file_json, files_of
from app.doors import answer, done, large_doors
from app.limits import browser, limiter
from app.panels import shows_on
from app.permissions import can_file_act, can_withdraw_file, find, me, require, seen_acts, seen_files

bp = Blueprint("documents", __name__)
blueprints = (bp,)

large_doors["documents.add_file"] = LIMIT + AROUND
shows_on("act", "files", "documents/_files.html", files_of, file_json)


@bp.post("/acts/<int:id>/files")
@limiter.limit("60 per minute", key_func=browser)
def add_file(id):
    form = FileForm.sent(lambda form: add_file_page(id, form))
    require(can_file_act, find(seen_acts, id))  # nothing reaches the disk for who has no right to it
    stored, kind = aside(taken_in, storage(), form.file.data.stream)
    writing()
    act = find(seen_acts, id)
    require(can_file_act, act)
    file = File.add(act, safe_name(form.file.data.filename, kind), kind, stored, by=me())
    commit()
    return done(url_for("acts.act", id=id), {"id": file.id, "sha256": file.sha256}, note=_("The file is here."))


@bp.get("/files/<int:id>")
def file(id):
    """The bytes, to be saved and never to be shown by a browser as a page of this house."""
    file = find(seen_files, id)
    reply = send_file(aside(given_out, storage(), file), mimetype=file.media_type, as_attachment=True, download_name=file.name)
    reply.content_length = file.size
    handed_out(file, me().id)
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply


@bp.post("/files/<int:id>/withdraw")
def withdraw_file(id):
    writing()
    file = find(seen_files, id)
    require(can_withdraw_file, file)
    file.withdraw(by=me())
    commit()
    return done(url_for("acts.act", id=file.act_id), {"id": id}, status=200, note=_("The file has been taken back."))


def add_file_page(id, form):
    act = find(seen_acts, id)
    require(can_file_act, act)
    return answer("documents/add_file.html", [file_json(each) for each in files_of(act)], act=act, form=form)


def storage():
    return Storage(current_app.config["FILES"])
