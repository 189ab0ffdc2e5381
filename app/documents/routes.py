"""Doors of files: taking one in, giving one out, taking one back."""

from flask import Blueprint, abort, make_response, request, send_file, url_for
from flask_babel import gettext as _

from app.database import commit, writing
from app.documents import previews, rounds  # noqa: F401 - registers its round
from app.documents.forms import FileForm
from app.documents.models import AROUND, LIMIT, File, give, handed_out, safe_name, take
from app.documents.queries import file_json, files_of
from app.doors import answer, as_number, done, large_doors
from app.limits import browser, limiter
from app.panels import panels_json, panels_of, shows_on
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
    stored, kind = take(form.file.data)
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
    reply = send_file(give(file), mimetype=file.media_type, as_attachment=True, download_name=file.name)
    reply.content_length = file.size
    handed_out(file, me().id)
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply


@bp.get("/files/<int:id>/preview")
@limiter.limit("120 per minute", key_func=browser)
def preview(id):
    """A page of the file to look at, as a picture or as words; the file itself stays where it is."""
    file = find(seen_files, id)
    page = as_number(request.args.get("page", "1")) or abort(404)
    facts = previews.page_of(file, page) if file.is_drawn else {"refused": "kind"}
    if facts.get("refused") == "beyond":
        abort(404)
    handed_out(file, me().id)
    shown = file_json(file) | {"preview": facts} | ({"picture": picture_address(file, page)} if facts.get("picture") else {})
    panels = panels_of("file", file)
    return answer("documents/preview.html", shown | panels_json(panels), file=file, facts=facts, page=page, panels=panels)


@bp.get("/files/<int:id>/preview/<int:page>.png")
@limiter.limit("240 per minute", key_func=browser)
def preview_picture(id, page):
    """The picture of a page, made here of pixels alone: no byte of the file itself is in it."""
    file = find(seen_files, id)
    picture = previews.picture_of(file, page) if file.is_drawn else None
    if picture is None:
        abort(404)
    handed_out(file, me().id)
    reply = make_response(picture)
    reply.headers["Content-Type"] = "image/png"
    reply.headers["Content-Disposition"] = "inline"
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


def picture_address(file, page):
    return url_for("documents.preview_picture", id=file.id, page=page)


def add_file_page(id, form):
    act = find(seen_acts, id)
    require(can_file_act, act)
    return answer("documents/add_file.html", [file_json(each) for each in files_of(act)], act=act, form=form)
