"""proven(): before something is published, granted or carried out in bulk, a person proves once more that it is she."""

from datetime import timedelta

from flask import current_app, g
from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken, StepUpNeeded
from app.permissions.membership.signing_in import is_asked_factor
from app.permissions.who import me, moment

FRESH = timedelta(minutes=10)


def proven():
    """StepUpNeeded unless a second factor was given in this sign-in within the last ten minutes (ASVS 5.0, 7.5.3).

    A token never does what needs this. Silent where the installation asks no second factor (TAVOLO_SECOND_FACTOR=off).
    """
    me()
    if g.sign_in.method == "token":
        raise RuleBroken(_l("No token does this: sign in and do it yourself."), status=403)
    if current_app.config["SECOND_FACTOR"] and not is_proven():
        raise StepUpNeeded()


def herself(password_fits):
    """Before something of her own account that cannot be undone, or that opens it to others: is it she who sits there?

    A second factor, where she has or needs one; else her password typed again, or a sign-in by the gateway just now.
    """
    person = me()
    asked = current_app.config["SECOND_FACTOR"] and is_asked_factor(person)
    if asked or g.sign_in.method == "token":
        proven()
    elif not (password_fits or is_proven() or (g.sign_in.method == "oidc" and g.sign_in.since > moment() - FRESH)):
        raise RuleBroken(_l("Type your password again, so that we know it is you."), field="password", status=422)


def is_proven():
    """Was a second factor given in this sign-in within the last ten minutes?"""
    me()
    given = g.sign_in and g.sign_in.proven_at
    return bool(given) and given > moment() - FRESH
