"""The front page, the language, the happenings of a stream, and how the house is."""

from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, abort, current_app, jsonify, make_response, redirect, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.database import commit, db, writing
from app.documents.models import answers as scanner_answers
from app.doors import answer, as_number, page_of_this_house
from app.forms import Form
from app.happenings import KINDS_OF_STREAM, current_log, missed
from app.home.queries import desk_of
from app.panels import panels_json, panels_of
from app.permissions import first_seq, me, moment, seen_stream, someone, witness_stream
from app.words import LANGUAGE_COOKIE, LANGUAGES

bp = Blueprint("home", __name__)
blueprints = (bp,)

A_YEAR = 365 * 24 * 3600


@bp.get("/")
def desk():
    shown, panels = desk_of(me(), moment()), panels_of("desk", me())
    return answer("home/desk.html", shown.as_json() | panels_json(panels), desk=shown, panels=panels)


@bp.post("/language")
def choose_language():
    """The reader's own choice, kept in a cookie and, for who has signed in, with the person."""
    chosen = request.form.get("lang", "")
    if chosen not in LANGUAGES:
        abort(400)
    Form.sent()
    writing()
    if someone():
        me().language = chosen
    commit()
    reply = redirect(page_of_this_house(request.form.get("next")), 303)
    reply.set_cookie(LANGUAGE_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])
    return reply


@bp.get("/streams/<kind>/<int:id>/happenings")
def happenings(kind, id):
    """What was missed: the happenings after a seq, as of the rights of now."""
    after, limit = whole("after", 0), whole("limit", 200)
    if not 1 <= limit <= 200:
        abort(400)
    condition = seen_stream(kind, id, me().id, moment()) if kind in KINDS_OF_STREAM else False
    if condition is False or not db.session.scalar(select(condition)):
        abort(404)
    witness_stream(kind, id)
    stream = f"{kind}/{id}"
    return jsonify(missed(stream, after, limit, first_seq(stream, me().id, moment())))


def whole(name, default):
    """A number of the address, which may be as long as a seq; 400 for anything else."""
    number = as_number(request.args.get(name, str(default)), digits=15)
    return number if number is not None else abort(400)


@bp.get("/healthz")
def healthz():
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz():
    """200 where the archive answers and has the shape that this version needs, or 503 with what is missing."""
    try:
        lacking = what_is_missing()
    except SQLAlchemyError as error:
        lacking = [f"the database does not answer: {type(error).__name__}"]
    return make_response(jsonify(status="missing" if lacking else "ready", missing=lacking), 503 if lacking else 200)


def what_is_missing():
    here = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    if here != newest_migrations():
        return ["migrations: run flask db upgrade"]
    if not current_log():
        return ["an installation: run flask demo or flask found"]
    clamd = current_app.config["CLAMD"]
    return ["the antivirus: clamd does not answer, and no file comes in"] if clamd and not scanner_answers(clamd) else []


@cache
def newest_migrations():
    return set(ScriptDirectory(current_app.extensions["migrate"].directory).get_heads())
