"""Doors of proxies: a delegate gives her voice for a meeting or an item, and takes it back."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms import ProxyForm
from app.meetings.models import Proxy
from app.meetings.routes.pages import meeting_page
from app.permissions import (
    can_give_proxy,
    can_withdraw_proxy,
    find,
    only_seen,
    require,
    seen_mandates,
    seen_meetings,
    seen_proxies,
    voice,
)
from app.permissions.proxies import GIVERS

bp = Blueprint("proxies", __name__)


@bp.post("/meetings/<int:id>/proxies")
def give_proxy(id):
    form = ProxyForm.sent(lambda form: meeting_page(id, proxy_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_give_proxy, meeting)
    holder = only_seen(seen_mandates, form.holder.data)
    item = next((each for each in meeting.items if each.id == form.item.data), None)
    if holder is None or (form.item.data and item is None):
        raise RuleBroken(CHOOSE, field="item" if holder else "holder", status=422)
    proxy = Proxy.give(meeting, voice(meeting.table.place, GIVERS), holder, item)
    commit()
    return done(page_of(meeting), {"id": proxy.id}, note=_l("%(name)s speaks for your seat.", name=holder.person.name))


@bp.post("/proxies/<int:id>/withdrawal")
def withdraw_proxy(id):
    """The giver speaks for herself again."""
    Form.sent()
    writing()
    proxy = find(seen_proxies, id)
    require(can_withdraw_proxy, proxy)
    proxy.withdraw(proxy.giver)
    commit()
    return done(page_of(proxy.meeting), {"id": id}, status=200, note=_l("Withdrawn: you speak for your seat again."))


def page_of(meeting):
    return url_for("meetings.meeting", id=meeting.id, _anchor="attendance")
