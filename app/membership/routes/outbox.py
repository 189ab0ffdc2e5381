"""Doors of the outbox: what waits to be sent and what was refused; trying again, and taking back. No text is shown."""

from flask import Blueprint, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import Form
from app.membership.queries.mails import MAIL_STATES, mail_counts, mail_json, mails_in
from app.paging import paged
from app.permissions import can_administer, find, require, seen_mails, visible

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
def outbox():
    return outbox_page()


def outbox_page(_form=None):
    require(can_administer, None)
    state = request.args.get("state", "")
    state = state if state in MAIL_STATES else ""
    sheet = paged(mails_in(visible(seen_mails), state))
    context = {"counts": mail_counts(visible(seen_mails)), "state": state, "set_up": bool(current_app.config["MAIL_URL"])}
    return answer("membership/outbox.html", sheet.as_json(mail_json), sheet=sheet, states=MAIL_STATES, **context)


@bp.post("/outbox/<int:id>/again")
def send_again(id):
    Form.sent(outbox_page)
    writing()
    mail = find(seen_mails, id)
    require(can_administer, mail)
    mail.again()
    commit()
    return done(url_for("outbox.outbox"), {"id": id}, 200, _l("It goes out with the next round."))


@bp.post("/outbox/<int:id>/drop")
def drop(id):
    Form.sent(outbox_page)
    writing()
    mail = find(seen_mails, id)
    require(can_administer, mail)
    mail.drop()
    commit()
    return done(url_for("outbox.outbox"), {"id": id}, 200, _l("It will not be sent."))
