"""Signing in and out."""

from flask import Blueprint, current_app, g, redirect, render_template, request, session
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import BadRequest

from app.access_log import log_refusal
from app.aside import aside
from app.database import afterwards, commit, utc_now, writing
from app.doors import done, page_of_this_house
from app.errors import RuleBroken
from app.forms import Form, sent_fields
from app.limits import limiter
from app.membership.forms import SignInForm
from app.membership.models.password import is_password
from app.membership.models.person import normal_email
from app.membership.models.sign_in import SEEN_EVERY
from app.membership.queries.security import account
from app.membership.routes.entering import enter, my_token
from app.permissions import begun_sign_in, sign_in_of, someone

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
def show_sign_in():
    if someone():
        return redirect(page_of_this_house(request.args.get("next", "")), 303)
    return sign_in_page(SignInForm(next=request.args.get("next", "")))


def account_typed():
    """The account that a sign-in is tried for, in one spelling; the limiter must not stumble over a body that is no form."""
    try:
        email = sent_fields().get("email", "")
    except BadRequest:
        email = ""
    return "account:" + normal_email(email)[:254]


def account_from_here():
    """An account as tried from one address: whoever guesses elsewhere does not lock its owner out."""
    return f"{account_typed()} from {get_remote_address()}"


@bp.post("/sign-in")
@limiter.limit("60 per minute")
@limiter.limit("10 per minute", key_func=account_from_here)
def sign_in():
    form = SignInForm.sent(sign_in_page)
    known = account(form.email.data)
    fits = aside(is_password, known and known.password_hash, form.password.data)  # 40 ms of work: before the writer's turn
    writing()
    person = account(form.email.data)
    if not fits or person is None or person.password_hash != known.password_hash:
        log_refusal("sign-in-refused", subject=known.stream if known else "", way="password")
        raise RuleBroken(_l("The address and the password do not fit together."), field="password", status=422)
    return enter(person, asked=form.next.data)


@bp.post("/sign-out")
def sign_out():
    Form.sent()
    writing()
    sign_in = sign_in_of(my_token()) or begun_sign_in(my_token())
    if sign_in:
        sign_in.end(by=sign_in.person)
    session.renew()
    session["_renewed"] = True
    commit()
    return done("/sign-in", {}, status=200)


def sign_in_page(form):
    return render_template("membership/sign_in.html", form=form, demo_people=current_app.config.get("DEMO_PEOPLE", ()))


@bp.after_app_request
def seen_here(response):
    """Once in five minutes note that this sign-in is in use, when the request is over: the one thing a reader writes."""
    sign_in = g.get("sign_in")
    if response.status_code < 400 and sign_in is not None and is_late(sign_in.last_seen_at, sign_in.method):
        afterwards(sign_in.seen_again())
    return response


def is_late(seen_at, method):
    """Has it been a while? A program's sign-in ends on its day, however much it is used."""
    return method != "token" and (seen_at is None or utc_now() >= seen_at + SEEN_EVERY)
