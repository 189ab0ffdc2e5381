"""Doors of my security page: my factors, my password, where I have signed in."""

from flask import Blueprint, g, url_for
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.database import commit, utc_now, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import Form
from app.limits import limiter
from app.membership.forms.sign_in import ChangePasswordForm
from app.membership.models import SignIn
from app.membership.models.password import hash_chosen_password, is_password
from app.membership.models.reset import change_password
from app.membership.queries.people import device_name
from app.membership.queries.security import SecurityPage, words_about
from app.membership.routes.entering import tell
from app.permissions import me, moment, needs_factor

bp = Blueprint("security", __name__)


@bp.get("/me/security")
def security(form=None):
    page = SecurityPage(me(), g.sign_in, moment(), needs_factor(me()))
    form = form if isinstance(form, ChangePasswordForm) else ChangePasswordForm(formdata=None)
    return answer("membership/security.html", page.as_json(), page=page, form=form, device_name=device_name)


def person_who_asks():
    """The account whose password is tried: its tries are counted together, whatever browser they come from."""
    return f"password of {me().id}"


@bp.post("/me/password")
@limiter.limit("10 per minute", key_func=person_who_asks)
def change():
    """A new password for the old one; every other sign-in of mine ends."""
    form = ChangePasswordForm.sent(security)
    old = me().password_hash
    if not aside(is_password, old, form.old.data):
        raise RuleBroken(_l("This is not the password of today."), field="old", status=422)
    hash_ = aside(hash_chosen_password, form.password.data, words_about(me()))
    writing()
    if me().password_hash != old:
        raise RuleBroken(_l("Your password was changed meanwhile."))
    change_password(me(), hash_, but=g.sign_in)
    tell(me(), "password_changed", f"password/{me().id}/{utc_now().timestamp()}")
    commit()
    note = _l("Your password is changed. You stay signed in here and nowhere else.")
    return done(url_for("security.security"), {}, 200, note)


@bp.post("/sign-ins/end-all")
def end_all():
    """End every sign-in of mine, this one too."""
    Form.sent(security)
    writing()
    ended = SignIn.end_all(me(), by=me())
    commit()
    return done(url_for("sign_in.show_sign_in"), {"ended": [each.id for each in ended]}, 200)
