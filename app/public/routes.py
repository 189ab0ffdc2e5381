"""Doors open to anyone: the portal, published meetings and decisions. No cookie, no session, the language in the address."""

from flask import Blueprint, abort

from app.doors import answer
from app.paging import paged
from app.public.queries import (
    meeting_json,
    meeting_line,
    published_decision,
    published_meeting,
    published_meetings,
    whole_decision_json,
    words_of,
)

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
    html = words_of(meeting)
    return answer("public/meeting.html", meeting_json(meeting, html), meeting=meeting, html=html)


@bp.get("/decisions/<int:id>")
def decision(id):
    """A decision, where it comes from, and the seal of the register."""
    decision = published_decision(id) or abort(404)
    return answer("public/decision.html", whole_decision_json(decision), decision=decision)


@bp.after_request
def keep_a_minute(reply):
    """The same bytes for every reader: anyone between us may keep them for a minute."""
    reply.vary = ["Accept"]
    reply.cache_control.public, reply.cache_control.max_age = True, A_MINUTE
    return reply
