"""Signing in and out."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from werkzeug.exceptions import BadRequest

from app.aside import aside
from app.database import commit, db, utc_now, writing
from app.doors import done, page_of_this_house
from app.errors import RuleBroken
from app.forms import Form, sent_fields
from app.limits import limiter
from app.membership.forms import SignInForm
from app.membership.models import Person, SignIn
from app.membership.models.person import is_password, normal_email
from app.permissions import me, sign_in_of, someone
from app.words import LANGUAGE_COOKIE

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


@bp.post("/sign-in")
@limiter.limit("60 per minute")
@limiter.limit("10 per minute", key_func=account_typed)
def sign_in():
    form = SignInForm.sent(sign_in_page)
    known = account(form.email.data)
    fits = aside(is_password, known and known.password_hash, form.password.data)  # 40 ms of work: before the writer's turn
    writing()
    person = account(form.email.data)
    if not fits or person is None or person.password_hash != known.password_hash:
        raise RuleBroken(_l("The address and the password do not fit together."), field="password", status=422)
    session.renew()
    SignIn.begin(person, session.token, request.user_agent.string)
    session["_renewed"] = True
    commit()
    reply = done(page_of_this_house(form.next.data), {"person": person.id}, status=200)
    return in_her_language(reply, person)


@bp.post("/sign-out")
def sign_out():
    Form.sent()
    writing()
    sign_in = sign_in_of(request.cookies.get(current_app.config["SESSION_COOKIE_NAME"], ""))
    if sign_in:
        sign_in.end(by=me())
    session.renew()
    session["_renewed"] = True
    commit()
    return done("/sign-in", {}, status=200)


def account(email):
    query = select(Person).where(Person.email == normal_email(email))
    return db.session.scalar(query.where(or_(Person.until.is_(None), Person.until > utc_now())))


def sign_in_page(form):
    return render_template("membership/sign_in.html", form=form, demo_people=current_app.config.get("DEMO_PEOPLE", ()))


def in_her_language(reply, person):
    reply = current_app.make_response(reply)
    if person.language:
        reply.set_cookie(
            LANGUAGE_COOKIE,
            person.language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return reply
