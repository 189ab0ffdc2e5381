"""Doors of my own page: my mandates and offices, my language, where I have signed in."""

from flask import Blueprint, g, url_for

from app.database import commit, utc_now, writing
from app.doors import answer, done
from app.forms import Form
from app.membership.queries.people import MyPage, device_name, sign_ins_now
from app.panels import panels_json, panels_of
from app.permissions import can_end_sign_in, can_exchange, find, me, moment, require, seen_sign_ins
from app.sheets import SHEETS

bp = Blueprint("people", __name__)


@bp.get("/me")
def my_page(_form=None):
    """`_form` is given where the page is shown again after a refusal."""
    page = MyPage(me(), g.sign_in, moment())
    exchanges = any(can_exchange(me(), each) for each in SHEETS.values())
    panels = panels_of("person", me())
    told = page.as_json() | panels_json(panels)
    return answer("membership/my_page.html", told, page=page, panels=panels, device_name=device_name, exchanges=exchanges)


@bp.post("/sign-ins/<int:id>/end")
def end_sign_in(id):
    """End one sign-in, in whatever browser it lives."""
    Form.sent(my_page)
    writing()
    sign_in = find(seen_sign_ins, id)
    require(can_end_sign_in, sign_in)
    sign_in.end(by=me())
    commit()
    return done(url_for("people.my_page"), {"id": id}, status=200)


@bp.post("/sign-ins/end-others")
def end_other_sign_ins():
    """End every sign-in of mine but this one."""
    Form.sent(my_page)
    writing()
    others = [each for each in sign_ins_now(me(), utc_now()) if each.id != g.sign_in.id]
    for sign_in in others:
        sign_in.end(by=me())
    commit()
    return done(url_for("people.my_page"), {"ended": [each.id for each in others]}, status=200)
