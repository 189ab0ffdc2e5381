"""Doors of invitations: asking somebody into a body, sending the link again, taking it back; and accepting it."""

from flask import Blueprint, abort, flash, url_for
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address

from app.aside import aside
from app.database import commit, db, hold, utc_now, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.happenings import iso
from app.limits import limiter
from app.membership.forms.invitations import AcceptanceForm, InvitationForm
from app.membership.models import Invitation, Person
from app.membership.models.invitation import invitation_of
from app.membership.models.password import hash_chosen_password
from app.membership.queries.belonging import seats_of
from app.membership.queries.naming import organisation_json
from app.membership.queries.security import account
from app.membership.routes.belonging import people_page
from app.membership.routes.entering import enter
from app.permissions import (
    can_invite,
    can_keep_invitation,
    find,
    forget,
    may_nominate,
    me,
    moment,
    names_at_once,
    proven,
    require,
    seen_invitations,
    seen_organisations,
    someone,
)

bp = Blueprint("invitations", __name__)


def inviter():
    return f"inviter:{someone().id}" if someone() else get_remote_address()


@bp.post("/organisations/<int:id>/invitations")
@limiter.limit("20 per hour", key_func=inviter)
def invite(id):
    """A mail with a link goes to the address; whoever accepts belongs to the body."""
    form = InvitationForm.sent(lambda form: people_page(id, form))
    writing()
    organisation = find(seen_organisations, id)
    require(can_invite, organisation)
    proven()
    seat = chosen_seat(form, organisation)
    facts = {"language": form.language.data, "administrator": form.administrator.data, "seat": seat, "role": form.role.data}
    invitation = Invitation.make(organisation, form.email.data, form.name.data, **facts, by=me())
    commit()
    note = _l("The invitation to %(email)s is on its way. The link works for fourteen days.", email=invitation.email)
    return done(url_for("belonging.people", id=id), {"id": invitation.id}, note=note)


@bp.post("/invitations/<int:id>/resend")
@limiter.limit("20 per hour", key_func=inviter)
def resend(id):
    """A new link to the same address; the one before opens nothing any more."""
    Form.sent()
    writing()
    invitation = find(seen_invitations, id)
    require(can_keep_invitation, invitation)
    proven()
    invitation.resend(by=me())
    commit()
    return done(page_of(invitation), {"id": id}, 200, _l("A new link is on its way. The one before works no more."))


@bp.post("/invitations/<int:id>/revoke")
def revoke(id):
    Form.sent()
    writing()
    invitation = find(seen_invitations, id)
    require(can_keep_invitation, invitation)
    invitation.revoke(by=me())
    commit()
    return done(page_of(invitation), {"id": id}, 200, _l("The invitation is taken back: its link works no more."))


@bp.get("/invitations/<token>")
@limiter.limit("60 per minute")
def invitation(token):
    """For whoever holds the link, signed in or not."""
    return invitation_page(token, AcceptanceForm(None))


@bp.post("/invitations/<token>")
@limiter.limit("20 per hour")
def accept(token):
    """With an account of this address, signed in, by a press; without one by choosing a name and a password."""
    return accept_as_myself(token) if someone() else accept_anew(token)


def accept_as_myself(token):
    Form.sent(lambda _form: invitation_page(token, AcceptanceForm(None)))
    writing()
    invitation = held(token)
    if me().email != invitation.email:
        raise RuleBroken(_l("This invitation is for another address. Sign out, then open the link again."), status=403)
    note = accepted(invitation, me())
    commit()
    return done("/", {"organisation": invitation.organisation_id}, 200, note)


def accept_anew(token):
    form = AcceptanceForm.sent(lambda form: invitation_page(token, form))
    asked = open_invitation(token)
    refuse_second_account(asked)
    known = [form.name.data, asked.email, asked.organisation.name]
    hash_ = aside(hash_chosen_password, form.password.data, known)  # before the writer's turn
    writing()
    invitation = held(token)
    refuse_second_account(invitation)
    person = Person(name=form.name.data, email=invitation.email, password_hash=hash_, language=invitation.language)
    db.session.add(person)
    db.session.flush()
    with force_locale(person.language):
        note = str(accepted(invitation, person))
    forget()  # what she was just given counts for what her sign-in must ask
    reply = enter(person)
    flash(note, "good")
    return reply


def refuse_second_account(invitation):
    if account(invitation.email):
        raise RuleBroken(_l("This address has an account: sign in with it, then accept."), status=401)


def accepted(invitation, person):
    """Accept, and the sentence that says what it gave."""
    maker, seat = invitation.made_by, invitation.seat
    if seat is not None and not may_nominate(maker, seat, invitation.role):
        invitation.seat = None
    refusal = invitation.accept(person, confirmed=seat is not None and names_at_once(maker, seat, person))
    welcome = _l("You belong to %(name)s now.", name=invitation.organisation.name)
    if seat is None:
        return welcome
    left_out = refusal or (invitation.seat is None and _l("The seat you were to be named for is not open to this any more."))
    return f"{welcome} {left_out}" if left_out else welcome


def held(token):
    """The open invitation, nobody else accepting it meanwhile."""
    hold(Invitation, open_invitation(token).id)
    return open_invitation(token)


def open_invitation(token):
    """404 for a link that never was, was used, taken back or grew old, or whose sender may invite no more."""
    invitation = invitation_of(token)
    if invitation is None or not stands(invitation):
        abort(404)
    return invitation


def stands(invitation):
    """Is it open, and may its sender still invite?"""
    now = utc_now()
    if invitation.state(now) != "open":
        return False
    return invitation.made_by.lives(now) and can_invite(invitation.made_by, invitation.organisation)


def invitation_page(token, form):
    invitation = open_invitation(token)
    shown = {"organisation": organisation_json(invitation.organisation), "email": invitation.email, "asks": asked_of(invitation)}
    shown |= {"administrator": invitation.administrator, "role": invitation.role, "expires_at": iso(invitation.expires_at)}
    return answer("membership/invitation.html", shown, invitation=invitation, asks=shown["asks"], form=form, at=moment())


def asked_of(invitation):
    """What the holder of the link has still to do: `press`, `sign_out`, `sign_in`, or to choose a `password`."""
    if someone():
        return "press" if someone().email == invitation.email else "sign_out"
    return "sign_in" if account(invitation.email) else "password"


def chosen_seat(form, organisation):
    """The seat of the body that was chosen, None where none was; RuleBroken where this person may not name for it."""
    if form.seat.data is None:
        return None
    seat = next((each for each in seats_of(organisation, utc_now()) if each.id == form.seat.data), None)
    if seat is None:
        raise RuleBroken(CHOOSE, field="seat", status=422)
    if form.role.data and not may_nominate(me(), seat, form.role.data):
        raise RuleBroken(_l("By the rule of this place a body does not name this role for itself."), field="role", status=403)
    return seat


def page_of(invitation):
    return url_for("belonging.people", id=invitation.organisation_id)
