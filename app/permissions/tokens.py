"""What a personal access token may: what its person may, less the writing where it only reads, less her own account."""

from flask import abort, g, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from app.database import afterwards, day_of, db, utc_now
from app.errors import RuleBroken
from app.membership.models import AccessToken
from app.permissions.who import someone

READING = ("GET", "HEAD", "OPTIONS")
# The account itself is its person's own affair: no program makes tokens, changes factors or asks for an erasure.
HER_OWN = {"people", "sign_in", "second_factor", "enrolling", "security", "reset", "tokens", "privacy", "calendars"}


def heed_token():
    """Before every request that bears a token: 401 where it opens nothing, 403 where it goes beyond what it was made for."""
    if request.bearer is None or request.endpoint == "static":
        return
    if someone() is None:
        abort(401)
    token = db.session.scalar(select(AccessToken).where(AccessToken.sign_in_id == g.sign_in.id))
    if request.method not in READING:
        refuse_writing(token)
    note_use(token)


def refuse_writing(token):
    if token.scope == "read":
        raise RuleBroken(_l("This token only reads."), status=403)
    if request.blueprint in HER_OWN:
        raise RuleBroken(_l("No token does this: sign in and do it yourself."), status=403)


def note_use(token):
    """Once a day, and only the day."""
    today = day_of(utc_now())
    if token.last_used_on != today:
        afterwards(update(AccessToken).where(AccessToken.id == token.id).values(last_used_on=today))
