"""Doors for who forgot her password: ask for a link by mail, and set a new password with it."""

from flask import Blueprint, abort, render_template
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.database import commit, hold, writing
from app.doors import done, wants_json
from app.limits import limiter
from app.membership.forms.sign_in import ForgottenForm, NewPasswordForm
from app.membership.models.password import hash_chosen_password
from app.membership.models.person import normal_email
from app.membership.models.reset import PasswordReset, reset_of
from app.membership.queries.security import words_about
from app.membership.routes.entering import tell
from app.membership.routes.sign_in import account_typed

bp = Blueprint("reset", __name__)


@bp.get("/sign-in/forgotten")
def forgotten():
    return forgotten_page(ForgottenForm(formdata=None))


def forgotten_page(form):
    return render_template("membership/sign_in_forgotten.html", form=form, asked=False)


@bp.post("/sign-in/forgotten")
@limiter.limit("60 per minute")
@limiter.limit("3 per hour", key_func=account_typed)
def ask_reset():
    """Note the address: whether an account answers to it is looked up by the worker, so this door does the same work for all."""
    form = ForgottenForm.sent(forgotten_page)
    writing()
    PasswordReset.ask(normal_email(form.email.data)[:254])
    commit()
    sentence = _l("If an account answers to this address, a mail with a link is on its way. The link works for one hour.")
    if wants_json():
        return {"detail": str(sentence)}, 202
    return render_template("membership/sign_in_forgotten.html", form=form, asked=sentence)


@bp.get("/sign-in/reset/<token>")
def new_password(token):
    return new_password_page(token, NewPasswordForm(formdata=None))


def new_password_page(token, form):
    return render_template("membership/sign_in_reset.html", form=form, email=open_reset(token).person.email)


@bp.post("/sign-in/reset/<token>")
@limiter.limit("60 per minute")
def set_password(token):
    """Set it, once. It signs nobody in: the second factor is asked at the next sign-in as ever."""
    form = NewPasswordForm.sent(lambda form: new_password_page(token, form))
    hash_ = aside(hash_chosen_password, form.password.data, words_about(open_reset(token).person))
    writing()
    hold(PasswordReset, open_reset(token).id)
    reset = open_reset(token)
    reset.use(hash_)
    tell(reset.person, "password_changed", f"password/reset/{reset.id}")
    commit()
    return done("/sign-in", {}, 200, _l("Your new password is set. Sign in with it."))


def open_reset(token):
    """404 for a token that was never given, was used, or has grown old: nobody learns which."""
    reset = reset_of(token)
    if reset is None or not reset.open:
        abort(404)
    return reset
