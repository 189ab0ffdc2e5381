"""Who asks, and in whose name: the cookie, the sign-in behind it, me(), the mandates in force, voice()."""

import hmac
import secrets

from flask import abort, current_app, g, request
from flask.sessions import SessionInterface, SessionMixin
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import not_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.database import at_writing, db, utc_now
from app.errors import ChooseVoice
from app.membership.models import Mandate, Organisation, Person, Place, Seat, SignIn, Suspension
from app.membership.models.sign_in import hashed

# A mandate, its seat and the place around: made once, since SQLAlchemy takes milliseconds to make them.
OUTSIDE = aliased(Mandate), aliased(Seat), aliased(Place)
NOTES_COOKIE = "tavolo_notes"
NOTES_LAST = 60  # seconds


class Visit(dict, SessionMixin):
    """What one browser carries: a random token. The CSRF token is derived from it; notes live until they are shown."""

    def __init__(self, token, fresh):
        super().__init__()
        self.token = token
        self.fresh = fresh
        self["csrf_token"] = hmac.new(current_app.secret_key.encode(), token.encode(), "sha256").hexdigest()

    def renew(self):
        """A new token, so that nothing known before signing in or out is worth anything after."""
        self.__init__(secrets.token_urlsafe(32), True)


class CookieSession(SessionInterface):
    """In place of Flask's session store: the cookie holds the token and nothing else."""

    def open_session(self, app, request):
        token = request.cookies.get(app.config["SESSION_COOKIE_NAME"], "")
        known = 20 < len(token) < 100 and token.isascii()
        visit = Visit(token if known else secrets.token_urlsafe(32), not known)
        visit.update(_flashes=self._read_notes(app, request))
        return visit

    def save_session(self, app, session, response):
        if request.path.startswith("/public") or request.endpoint == "static":
            return
        if session.fresh and "csrf_token" in g or session.get("_renewed"):
            response.set_cookie(app.config["SESSION_COOKIE_NAME"], session.token, **self._flags(app))
        notes = session.get("_flashes") or []
        if notes:
            response.set_cookie(NOTES_COOKIE, self._signer(app).dumps(notes), max_age=NOTES_LAST, **self._flags(app))
        elif NOTES_COOKIE in request.cookies:
            response.delete_cookie(NOTES_COOKIE, **self._flags(app))

    def _read_notes(self, app, request):
        try:
            notes = self._signer(app).loads(request.cookies.get(NOTES_COOKIE, ""), max_age=NOTES_LAST)
        except BadSignature:
            return []
        return [tuple(note) for note in notes]

    def _signer(self, app):
        return URLSafeTimedSerializer(app.secret_key, salt="notes")

    def _flags(self, app):
        names = ("secure", "httponly", "samesite")
        return {"path": "/", **{name: app.config[f"SESSION_COOKIE_{name.upper()}"] for name in names}}


def load_person(_request):
    """The person behind this request's token or cookie, if her sign-in is in force (Flask-Login's request loader)."""
    if request.bearer is None:
        sign_in = sign_in_of(request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], ""))
    else:
        sign_in = sign_in_of_bearer(request.bearer)
    g.sign_in = sign_in
    return sign_in and sign_in.person


def sign_in_of(token):
    """The sign-in in force for the token of a cookie, with its person, or None."""
    return of_token(token, SignIn.method != "token", SignIn.opens(utc_now()))


def sign_in_of_bearer(token):
    """The sign-in in force behind a personal access token, with its person, or None."""
    return of_token(token, SignIn.method == "token", SignIn.opens(utc_now()))


def begun_sign_in(token):
    """The sign-in for a token whose second factor has not been given yet, with its person, or None."""
    return of_token(token, SignIn.completed_at.is_(None), SignIn.lasts(utc_now()))


def of_token(token, *conditions):
    if not token:
        return None
    query = select(SignIn).join(SignIn.person).options(contains_eager(SignIn.person))
    return db.session.scalar(query.where(SignIn.token_hash == hashed(token), *conditions))


def someone():
    """The person who asks, or None before she signs in."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def me():
    """The person who asks; 401 where nobody is signed in."""
    person = someone()
    if person is None:
        abort(401)
    return person


def moment():
    """The moment of this request: taken once, so that all its questions get answers of one time."""
    if "moment" not in g:
        g.moment = utc_now()
    return g.moment


def mandates_of(person):
    """All mandates of a person in force at the moment of this request, with seat, place and organisation."""
    known = g.setdefault("mandates", {})
    if person.id not in known:
        known[person.id] = db.session.scalars(mandates_query(person.id, moment())).all()
    return known[person.id]


def mandates_query(person_id, at):
    query = select(Mandate).join(Mandate.seat).join(Seat.organisation).options(contains_eager(Mandate.seat))
    return (
        query.options(contains_eager(Mandate.seat, Seat.organisation), joinedload(Mandate.seat, Seat.place))
        .where(Mandate.person_id == person_id, *holds(at))
        .order_by(Mandate.id)
    )


def holds(at):
    """What a mandate rests on, all of it in force: itself, its seat, its organisation; confirmed, and not suspended.

    Where its place lies within another, so does the right: nobody is in a circle who is not in the workspace too.
    """
    return (*dated(at), not_(suspended(at)), not_(left_outside(at)))


def dated(at):
    """Itself, its seat and its organisation, suspended or not."""
    return (
        Mandate.in_force(at),
        Mandate.confirmed_at.is_not(None),
        Seat.in_force(at),
        Organisation.lives(at),
    )


def suspended(at):
    """Does a suspension of the mandate or of its body hold at this moment?"""
    whose = or_(Suspension.mandate_id == Mandate.id, Suspension.organisation_id == Seat.organisation_id)
    return select(Suspension.id).where(whose, Suspension.in_force(at)).correlate(Mandate, Seat).exists()


def left_outside(at):
    """Is its place within another in which this person holds no mandate for the same body at this moment?"""
    wider, above, around = OUTSIDE
    whose = or_(Suspension.mandate_id == wider.id, Suspension.organisation_id == above.organisation_id)
    rests = select(Suspension.id).where(whose, Suspension.in_force(at)).correlate(wider, above).exists()
    beside = select(wider.id).join(above, above.id == wider.seat_id).where(above.place_id == around.within_id, not_(rests))
    beside = beside.where(above.organisation_id == Seat.organisation_id, wider.person_id == Mandate.person_id)
    beside = beside.where(wider.in_force(at), wider.confirmed_at.is_not(None), above.in_force(at))
    inside = select(around.id).where(around.id == Seat.place_id, around.within_id.is_not(None))
    return inside.where(not_(beside.correlate(around, Seat, Mandate).exists())).correlate(Mandate, Seat).exists()


def places_of(person_id, at, roles=None):
    """The ids of the places in which this person has a mandate in force at this moment: where every seeing begins."""
    query = select(Seat.place_id).join(Mandate, Mandate.seat_id == Seat.id).join(Organisation)
    query = query.where(Mandate.person_id == person_id, *holds(at)).correlate(Person)
    if roles:
        query = query.where(Mandate.role.in_(roles))
    return query


def voices_in(place, person=None, roles=None, seat_roles=None):
    """The mandates under which a person may speak in a place, one an organisation."""
    mandates = [each for each in mandates_of(person or me()) if each.seat.place_id == place.id]
    if roles:
        mandates = [each for each in mandates if each.role in roles]
    if seat_roles:
        mandates = [each for each in mandates if each.seat.role in seat_roles]
    return list({each.seat.organisation_id: each for each in reversed(mandates)}.values())[::-1]


def voice(place: Place, roles=None, seat_roles=None):
    """The mandate under which this request speaks: the only one in force here, else the one named by the field `for`.

    403 where there is none; ChooseVoice (422) where several are possible and none is named.
    """
    voices = voices_in(place, roles=roles, seat_roles=seat_roles)
    named = request.values.get("for", "") or (request.is_json and str(request.json_object().get("for", "")))
    if named:
        voices = [each for each in voices if str(each.seat.organisation_id) == named]
    if not voices:
        abort(403)
    if len(voices) > 1:
        raise ChooseVoice(_l("Say in whose name you speak: you have more than one mandate here."), voices)
    return voices[0]


def forget():
    """Ask again: the request turned to writing, and what was read before may no longer hold."""
    for name in ("_login_user", "mandates", "moment", "sign_in", "offices", "administered"):
        g.pop(name, None)


at_writing.append(forget)
