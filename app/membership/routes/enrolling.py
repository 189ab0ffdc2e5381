"""Doors that add a second factor: at sign-in for who needs one and has none, on the security page for everybody."""

from flask import Blueprint, abort, render_template, url_for
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.database import commit, hold, utc_now, writing
from app.doors import done, page_of_this_house, wants_json
from app.errors import RuleBroken
from app.forms import Form
from app.limits import limiter
from app.membership.forms.sign_in import AuthenticatorForm, KeyForm
from app.membership.models import Person
from app.membership.models.password import is_password
from app.membership.models.second_factor import Factor, RecoveryCode, factors_of, unseal
from app.membership.queries.security import NewAuthenticator
from app.membership.routes.entering import proving_sign_in, tell
from app.membership.routes.keys import key_site, made_key
from app.permissions import me, proven
from app.permissions.step_up import FRESH

bp = Blueprint("enrolling", __name__)


@bp.get("/second-factors/new")
def new_factor(form=None):
    """A page to add an authenticator or a key."""
    me()
    return new_factor_page(form)


def new_factor_page(form):
    """The drawing that was on the page stays on it after a refusal: the code typed next is one of the same secret."""
    sign_in = proving_sign_in()
    person, first = sign_in.person, not factors_of(sign_in.person)
    sealed = form.sealed.data if isinstance(form, AuthenticatorForm) else None
    known = sealed and unseal(sealed, person)
    new = NewAuthenticator(person, "Tavolo", sealed if known else None, known)
    context = {"form": form, "new": new, "keys_work": key_site() is not None, "next": form.next.data if form else ""}
    begun = sign_in.completed_at is None
    context |= {"signing_in": begun, "ask_password": first and not begun and person.password_hash}
    return render_template("membership/second_factor_enrol.html", person=person, **context)


@bp.post("/second-factors/authenticators")
@limiter.limit("60 per minute")
def add_authenticator():
    form = AuthenticatorForm.sent(new_factor_page)
    known = password_known(form)
    sign_in, had = begin_adding(known)
    name = form.name.data or str(_l("Authenticator"))
    factor = Factor.add_authenticator(sign_in.person, name, form.sealed.data, "".join(form.code.data.split()))
    return added(sign_in, factor, had, form)


@bp.post("/second-factors/keys")
@limiter.limit("60 per minute")
def add_key():
    form = KeyForm.sent(new_factor_page)
    known = password_known(form)
    sign_in, had = begin_adding(known)
    factor = Factor.add_key(sign_in.person, form.name.data or str(_l("Security key")), made_key(sign_in, form.key.data))
    return added(sign_in, factor, had, form)


def password_known(form):
    """The hash that the typed password fits, or None: 40 ms of work, before the writer's turn."""
    known = proving_sign_in().person.password_hash
    return known if form.password.data and aside(is_password, known, form.password.data) else None


def begin_adding(known):
    """(sign-in, whether the person had a factor): she is who she says by what she gave to sign in, or by a factor she has."""
    writing()
    sign_in = proving_sign_in()
    person = sign_in.person
    hold(Person, person.id)
    had = bool(factors_of(person))
    if had and sign_in.completed_at is None:
        abort(403)
    if had:
        proven()
    elif sign_in.completed_at is not None:
        refuse_without_password(sign_in, known)
    return sign_in, had


def refuse_without_password(sign_in, known):
    """A browser left open must not be enough to add the first factor in another one's place."""
    person = sign_in.person
    if person.password_hash and known != person.password_hash:
        raise RuleBroken(_l("Type your password: it says that it is you who adds this."), field="password", status=422)
    if not person.password_hash and sign_in.since < utc_now() - FRESH:
        raise RuleBroken(_l("Sign out and in again first: it says that it is you who adds this."))


def added(sign_in, factor, had, form):
    """The first factor brings the recovery codes with it; whoever was waiting at sign-in is in."""
    person = sign_in.person
    if sign_in.completed_at is None:
        sign_in.complete(proven=True)
    sign_in.prove()
    codes = [] if had else RecoveryCode.renew(person)
    tell(person, "factor_added", f"factor/{sign_in.id}/{utc_now().timestamp()}", factor=factor)
    commit()
    following = page_of_this_house(form.next.data) if form.next.data else url_for("security.security")
    if codes:
        return codes_page(codes, following, {"id": factor.id})
    return done(following, {"id": factor.id}, note=_l("Added."))


@bp.post("/second-factors/codes")
def renew_codes():
    """Ten new recovery codes in place of the old ones, shown this once."""
    Form.sent()
    writing()
    me()
    proven()
    if not factors_of(me()):
        raise RuleBroken(_l("Add a second factor first: the codes stand in for it."))
    codes = RecoveryCode.renew(me())
    commit()
    return codes_page(codes, url_for("security.security"))


def codes_page(codes, following, told=None):
    """The only moment at which the codes can be read."""
    if wants_json():
        return {"recovery_codes": codes, **(told or {})}, 201
    return render_template("membership/second_factor_codes.html", codes=codes, following=following)
