"""Doors open to anyone: the portal, published meetings and decisions. No cookie, no session, the language in the address."""

from flask import Blueprint, abort, jsonify

from app.doors import answer, as_file
from app.meetings.queries.links import published_links_of, versions_of
from app.meetings.queries.means import sums_of
from app.meetings.queries.participation import shares
from app.meetings.queries.polls import agreed, agreement_json
from app.paging import paged
from app.public.carried_out import COLUMNS, open_json, open_rows, promised_in_public, promised_json, published_decisions
from app.public.dossiers import open_dossier_json, published_dossier
from app.public.participation import COLUMNS as PARTICIPATION
from app.public.participation import open_json as open_participation
from app.public.participation import open_row as participation_row
from app.public.participation import published_participations
from app.public.queries import (
    meeting_json,
    meeting_line,
    published_decision,
    published_meeting,
    published_meetings,
    role_of,
    texts_of,
    title_of,
    whole_decision_json,
)
from app.sheets import CSV, line_of, safe

bp = Blueprint("public", __name__, url_prefix="/public")
blueprints = (bp,)

A_MINUTE = 60


@bp.get("")
def portal():
    sheet = paged(published_meetings())
    return answer("public/portal.html", sheet.as_json(meeting_line), sheet=sheet)


@bp.get("/meetings/<int:id>")
def meeting(id):
    """The minutes, the decisions, who attended, and the seal of the register."""
    meeting = published_meeting(id) or abort(404)
    texts = texts_of(meeting)
    return answer("public/meeting.html", meeting_json(meeting, texts), meeting=meeting, texts=texts, role_of=role_of)


@bp.get("/decisions/<int:id>")
def decision(id):
    """A decision, where it comes from, and the seal of the register."""
    decision = published_decision(id) or abort(404)
    mine, theirs = published_links_of(decision)
    versions, sums = versions_of(decision, theirs), sums_of(decision)
    polls = agreed(decision)
    context = {"decision": decision, "links": mine, "linked_by": theirs, "versions": versions, "sums": sums, "rows": polls}
    told = whole_decision_json(decision, mine, theirs) | {"agreement": [agreement_json(each) for each in polls]}
    return answer("public/decision.html", told, title=title_of(decision.item), **context)


@bp.get("/workspaces/<int:id>")
def workspace(id):
    """What came of joint work whose dossier was published; nothing else of it."""
    read = published_dossier(id) or abort(404)
    return answer("public/workspace.html", open_dossier_json(read), read=read)


@bp.get("/organisations/<int:id>/promises")
def promises(id):
    """What a body promised at the published sittings, and what came of it."""
    promised = promised_in_public(id) or abort(404)
    return answer("public/promises.html", promised_json(promised), promised=promised)


@bp.get("/decisions.json")
def decisions_json():
    return jsonify(paged(published_decisions()).as_json(open_json))


@bp.get("/decisions.csv")
def decisions_csv():
    """All of them in one file."""
    lines = [line_of(COLUMNS), *(line_of(safe(cell) for cell in row) for row in open_rows())]
    return as_file("".join(lines), "decisions.csv", CSV)


@bp.get("/participation")
def participation():
    """How often the seats of each body took part in the published sittings."""
    rows = published_participations()
    return answer("public/participation.html", [open_participation(row) for row in rows], shares=shares(rows))


@bp.get("/participation.json")
def participation_json():
    return jsonify({"items": [open_participation(row) for row in published_participations()]})


@bp.get("/participation.csv")
def participation_csv():
    rows = [PARTICIPATION, *(map(safe, participation_row(row)) for row in published_participations())]
    return as_file("".join(line_of(row) for row in rows), "participation.csv", CSV)


@bp.after_request
def keep_a_minute(reply):
    """The same bytes for every reader: anyone between us may keep them for a minute."""
    reply.vary = ["Accept"]
    reply.cache_control.public, reply.cache_control.max_age = True, A_MINUTE
    return reply
