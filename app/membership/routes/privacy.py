"""Doors of what the house knows about me: read it, take it away, ask to be forgotten."""

import json

from flask import Blueprint, abort, current_app, url_for
from flask_babel import lazy_gettext as _l

from app.access_log import log_access
from app.database import commit, day_of, utc_now, writing
from app.doors import answer, as_file, done
from app.forms import Form
from app.happenings import iso
from app.limits import browser, limiter
from app.membership.forms import ErasureForm, HerselfForm
from app.membership.models import Erasure
from app.membership.models.erasure import holds_something, open_erasure
from app.membership.queries.erasures import erasure_json, open_erasures
from app.membership.queries.held import holdings, readable
from app.paging import paged
from app.permissions import (
    can_erase,
    can_read_erasures,
    can_withdraw_erasure,
    find,
    herself,
    me,
    moment,
    proven,
    require,
    seen_erasures,
)

bp = Blueprint("privacy", __name__)


@bp.get("/me/data")
def my_data():
    return data_page()


@bp.get("/me/data/<kind>")
def my_data_of(kind):
    """What is held of one kind, row by row: the same that the file says."""
    holding = holdings.get(kind) or abort(404)
    sheet = paged(holding.query(me().id))
    return answer("membership/privacy_of.html", sheet.as_json(holding.as_json), holding=holding, sheet=sheet, readable=readable)


@bp.post("/me/data/export")
@limiter.limit("10 per minute", key_func=browser)
def export():
    """All of it as one JSON file; a POST, since taking it out is written down."""
    form = HerselfForm.sent(data_page)
    fits = form.fits(me())
    writing()
    herself(fits)
    held = {name: each.rows(me().id) for name, each in holdings.items()}
    log_access("personal-data-exported", subject=me().stream, person=me())
    commit()
    text = json.dumps({"person": me().id, "at": iso(moment()), **held}, ensure_ascii=False, indent=2)
    return as_file(text, f"tavolo-{day_of(moment())}.json", "application/json")


@bp.get("/me/erasure")
def my_erasure():
    return erasure_page()


@bp.post("/me/erasure")
@limiter.limit("10 per minute", key_func=browser)
def ask_erasure():
    """Who holds neither mandate nor office is forgotten at once; others once the platform administrator has seen to it."""
    form = ErasureForm.sent(erasure_page)
    fits = form.fits(me())
    writing()
    herself(fits)
    erasure, at_once = Erasure.ask(me()), not holds_something(me(), utc_now())
    if at_once:
        erasure.carry_out(by=me())
    commit()
    return farewell(erasure) if at_once else done(url_for("privacy.my_erasure"), erasure_json(erasure))


@bp.post("/erasures/<int:id>/withdrawal")
def withdraw_erasure(id):
    Form.sent(lambda form: erasure_page())
    writing()
    erasure = find(seen_erasures, id)
    require(can_withdraw_erasure, erasure)
    erasure.withdraw()
    commit()
    return done(url_for("privacy.my_erasure"), erasure_json(erasure), 200, _l("You withdrew the request: nothing changes."))


@bp.get("/erasures")
def erasures(form=None):
    """`form` is given where the page is shown again after a refusal."""
    require(can_read_erasures, None)
    asked = open_erasures()
    return answer("membership/erasures.html", [erasure_json(each) for each in asked], erasures=asked, form=form)


@bp.post("/erasures/<int:id>/execution")
def carry_out_erasure(id):
    Form.sent(erasures)
    writing()
    erasure = find(seen_erasures, id)
    require(can_erase, erasure)
    proven()
    erasure.carry_out(by=me())
    commit()
    return done(url_for("privacy.erasures"), erasure_json(erasure), 200, _l("The person is erased."))


def data_page(form=None):
    counts = [(each, each.count(me().id)) for each in holdings.values()]
    shown = [{"kind": each.name, "count": count, "why": str(each.why), "kept": str(each.kept)} for each, count in counts]
    return answer("membership/privacy.html", shown, counts=counts, form=form or HerselfForm(None))


def erasure_page(form=None):
    asked = open_erasure(me().id)
    context = {"asked": asked, "form": form or ErasureForm(None), "at_once": not holds_something(me(), moment())}
    return answer("membership/erasure.html", {"asked": asked and erasure_json(asked)}, **context)


def farewell(erasure):
    """She is nobody now: the door of the house, and a cookie that opens nothing any more."""
    reply = current_app.make_response(done(url_for("sign_in.show_sign_in"), erasure_json(erasure)))
    reply.delete_cookie(current_app.config["SESSION_COOKIE_NAME"])
    return reply
