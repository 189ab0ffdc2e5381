"""Doors of my access tokens: programs that speak for me, until I revoke them."""

from flask import Blueprint, make_response, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done, wants_json
from app.forms import Form
from app.limits import browser, limiter
from app.membership.forms import TokenForm
from app.membership.models import AccessToken
from app.membership.queries.tokens import token_json, tokens_of
from app.permissions import find, herself, me, moment, seen_tokens

bp = Blueprint("tokens", __name__)


@bp.get("/me/tokens")
def tokens(form=None):
    """`form` is given where the page is shown again after a refusal."""
    return tokens_page(form)


@bp.post("/me/tokens")
@limiter.limit("10 per minute", key_func=browser)
def make_token():
    """The token is in this answer and nowhere else."""
    form = TokenForm.sent(tokens_page)
    fits = form.fits(me())
    writing()
    herself(fits)
    token, secret = AccessToken.make(me(), form.name.data, form.scope.data, form.days.data, tokens_of(me(), moment()))
    commit()
    if wants_json():
        return done(url_for("tokens.tokens"), {"id": token.id, "token": secret})
    return make_response(tokens_page(made=(token, secret)), 201)


@bp.post("/me/tokens/<int:id>/end")
def revoke_token(id):
    Form.sent(lambda form: tokens_page())
    writing()
    token = find(seen_tokens, id)
    token.revoke(by=me())
    commit()
    return done(url_for("tokens.tokens"), {"id": id}, status=200, note=_l("The token is revoked: nothing opens to it any more."))


def tokens_page(form=None, made=None):
    mine = tokens_of(me(), moment())
    shown = [token_json(each) for each in mine]
    return answer("membership/tokens.html", shown, tokens=mine, form=form or TokenForm(None), made=made)
