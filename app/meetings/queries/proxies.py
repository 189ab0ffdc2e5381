"""Proxies as the page of a meeting shows them, and to whom the reader may give hers."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.forms import listed
from app.meetings.models import Proxy
from app.meetings.models.proxy import HOLDERS
from app.membership.models import Mandate, Seat, told_person
from app.permissions import mandates_of, me, moment
from app.permissions.proxies import GIVERS
from app.words import titled


def proxies_of(meeting):
    """The proxies that stand now, or stood when the meeting was closed, each with both mandates."""
    at = meeting.closed_at or moment()
    query = select(Proxy).where(Proxy.meeting_id == meeting.id, Proxy.withdrawn_at.is_(None))
    whole = (joinedload(Proxy.item), *both(Proxy.giver), *both(Proxy.holder))
    rows = db.session.scalars(query.order_by(Proxy.id).options(*whole))
    return [each for each in rows if each.stands(at)]


def both(side):
    mandate, seat = joinedload(side), joinedload(side).joinedload(Mandate.seat)
    people = (mandate.joinedload(Mandate.person), mandate.selectinload(Mandate.suspensions))
    return (*people, seat.joinedload(Seat.organisation), seat.selectinload(Seat.suspensions))


def offer_proxy(form, meeting, places):
    """The form with its lists: delegates and substitutes of the other seats, and the items still without an outcome."""
    mine = {each.seat_id for each in mandates_of(me()) if each.seat.place_id == meeting.table.place_id}
    holders = [(each, place.seat) for place in places if place.seat.id not in mine for each in place.mandates]
    named = [(each.id, f"{each.person.name} · {titled(seat.organisation)}") for each, seat in holders if each.role in HOLDERS]
    form.holder.choices = listed(_("Choose…"), named)
    items = [(each.id, f"{each.position}. {each.title}") for each in meeting.items if each.outcome is None]
    form.item.choices = listed(_("The whole meeting") if not meeting.opened_at else _("Choose…"), items)
    return form


def may_offer(meeting):
    """Is there a delegate's seat of mine here, and a table that allows proxies, and a meeting to come?"""
    mine = [each for each in mandates_of(me()) if each.seat.place_id == meeting.table.place_id and each.role in GIVERS]
    return bool(mine and meeting.table.proxies_allowed and meeting.convened_at and not meeting.closed_at)


def proxy_json(proxy):
    return {
        "id": proxy.id,
        "item": proxy.item_id,
        "giver": {"mandate": proxy.giver_id, "seat": proxy.giver.seat_id, "person": told_person(proxy.giver.person)},
        "holder": {"mandate": proxy.holder_id, "seat": proxy.holder.seat_id, "person": told_person(proxy.holder.person)},
    }
