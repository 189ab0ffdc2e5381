"""Doors of the body's gateway: out to it, and back from it with a person whom somebody here knows or has invited."""

from flask import Blueprint, abort, current_app, redirect, request
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.access_log import log_refusal
from app.database import db, utc_now, writing
from app.doors import page_of_this_house, show_again
from app.errors import RuleBroken
from app.limits import limiter
from app.membership.forms import SignInForm
from app.membership.models import Identity, Person
from app.membership.queries.identities import identities_of, identity_of, pending_invitations
from app.membership.queries.security import account
from app.membership.routes.entering import enter
from app.membership.routes.gateway import arrival, departure
from app.membership.routes.invitations import accepted, stands
from app.membership.routes.sign_in import sign_in_page

bp = Blueprint("oidc", __name__)

COOKIE_LASTS = 600  # seconds to sign in over there


@bp.before_request
def only_where_there_is_one():
    if not current_app.config["OIDC"]:
        abort(404)


@bp.get("/sign-in/oidc")
@limiter.limit("60 per minute")
def leave():
    """Out to the gateway; what must come back with this browser stays in it, signed, for ten minutes."""
    asked = page_of_this_house(request.args.get("next", ""))
    show_again(SignInForm(formdata=None, next=asked), sign_in_page)
    leaving = departure(address_back())
    reply = redirect(leaving.pop("url"), 303)
    reply.set_cookie(cookie_name(), signer().dumps(leaving | {"next": asked}), max_age=COOKIE_LASTS, **flags())
    return reply


@bp.get("/sign-in/oidc/back")
@limiter.limit("60 per minute")
def come_back():
    """Back from it. The one GET that writes: the standard brings the browser back so, and the state stands for the form."""
    asked = kept()
    form = SignInForm(formdata=None, next=asked.get("next", ""))
    show_again(form, forgetting)
    came = arrival(asked, request.args.get("code", ""), request.args.get("state", ""), address_back())
    writing()
    reply = enter(person_of(came), "oidc", form.next.data, proven=came.strong)
    reply.delete_cookie(cookie_name(), **flags())
    return reply


def person_of(came):
    """The person known under this identity; else whose address it vouches for, by account or invitation, linked from now on."""
    known = identity_of(came.issuer, came.subject)
    if known is not None:
        return known.person if known.person.lives(utc_now()) else refuse(_l("This account is closed. Ask the secretariat."))
    if not came.email:
        refuse(_l("The service does not vouch for an e-mail address of yours, so nobody here knows you by it. Confirm it there."))
    person = account(came.email) or person_invited(came)
    if person is None:
        refuse(_l("Nobody here knows %(email)s. Ask your body for an invitation to this address.", email=came.email))
    Identity.link(person, came.issuer, came.subject, identities_of(person))
    return person


def person_invited(came):
    """An account for who was invited under this address: by coming she accepts. None where nobody invited her."""
    invitations = [each for each in pending_invitations(came.email) if stands(each)]
    if not invitations:
        return None
    first = invitations[0]
    person = Person(name=came.name or first.name, email=came.email, language=first.language)
    db.session.add(person)
    db.session.flush()
    for invitation in invitations:
        accepted(invitation, person)
    return person


def refuse(sentence):
    log_refusal("identity-refused")
    raise RuleBroken(sentence, status=403)


# --- What the browser keeps meanwhile --------------------------------------------------------------------------------


def kept():
    """What this browser was given on leaving; empty where it has nothing, or too old a one."""
    try:
        return signer().loads(request.cookies.get(cookie_name(), ""), max_age=COOKIE_LASTS)
    except BadSignature:
        return {}


def forgetting(form):
    """The page of signing in; what did not fit once is not good a second time."""
    reply = current_app.make_response(sign_in_page(form))
    reply.delete_cookie(cookie_name(), **flags())
    return reply


def signer():
    return URLSafeTimedSerializer(current_app.secret_key, salt="oidc")


def cookie_name():
    return ("__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else "") + "tavolo_oidc"


def flags():
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": current_app.config["SESSION_COOKIE_SECURE"]}


def address_back():
    """Where the gateway sends the browser; it is told so beforehand, and refuses any other."""
    return (current_app.config["BASE_URL"] or request.host_url.rstrip("/")) + "/sign-in/oidc/back"
