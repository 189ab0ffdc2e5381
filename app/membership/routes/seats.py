"""Doors of seats, at tables and in workspaces alike: who held one over time, naming who speaks in it, and its end."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import commit, db, utc_now, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import listed
from app.membership.forms import EndForm, MandateForm
from app.membership.models import Seat, told_dates, told_mandate
from app.membership.queries.naming import organisation_json, place_address, place_names
from app.membership.queries.seats import people_of, with_mandates
from app.permissions import (
    can_administer,
    can_appoint,
    can_end_mandate,
    can_end_seat,
    find,
    me,
    moment,
    require,
    seen_mandates,
    seen_seats,
    seen_stream,
    voice,
    voices_in,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("seats", __name__)


@bp.get("/seats/<int:id>")
def seat(id):
    return seat_page(id)


@bp.post("/seats/<int:id>/end")
def end_seat(id):
    """The organisation leaves this place, and with it everybody who spoke for it here."""
    form = EndForm.sent(lambda form: seat_page(id, end_form=form))
    writing()
    seat = find(seen_seats, id)
    require(can_end_seat, seat)
    said = seat.end(form.end(), reason=form.reason.data or "", voice=own_voice(seat.place), by=me())
    commit()
    return ended(seat, said)


@bp.post("/seats/<int:id>/mandates")
def appoint(id):
    """A person of the organisation gets a mandate in its seat."""
    form = MandateForm.sent(lambda form: seat_page(id, mandate_form=form))
    since, until = form.span()
    writing()
    seat = find(seen_seats, id)
    require(can_appoint, seat)
    person = chosen_person(form, seat)
    check_role(form.role.data, seat)
    mandate = seat.appoint(person, form.role.data, since=since, until=until, voice=own_voice(seat.place), by=me())
    commit()
    return done(page_after(seat), {"id": mandate.id})


@bp.post("/mandates/<int:id>/end")
def end_mandate(id):
    form = EndForm.sent(lambda form: mandate_page(id, form))
    writing()
    mandate = find(seen_mandates, id)
    require(can_end_mandate, mandate)
    said = mandate.end(form.end(), voice=own_voice(mandate.seat.place), by=me())
    commit()
    return ended(mandate, said, mandate.seat)


def seat_page(id, mandate_form=None, end_form=None):
    seat = find(seen_seats, id, joinedload(Seat.place), *with_mandates())
    context = {
        "seat": seat,
        "at": moment(),
        "place": place_names([seat.place]).get(seat.place_id),
        "place_address": place_address(seat.place) if is_seen(seat.place, moment()) else None,
        "mandate_form": with_choices(mandate_form or MandateForm(None), seat) if can_appoint(me(), seat) else None,
        "end_form": end_form or EndForm(None),
    }
    return answer("membership/seat.html", seat_json(seat), **context)


def mandate_page(id, form):
    """The end of a mandate asked again, after something in it was not right."""
    mandate = find(seen_mandates, id)
    require(can_end_mandate, mandate)
    place = place_names([mandate.seat.place]).get(mandate.seat.place_id)
    return answer("membership/mandate.html", told_mandate(mandate), mandate=mandate, place=place, form=form)


def seat_json(seat):
    where = {"place": place_address(seat.place), "organisation": organisation_json(seat.organisation)}
    facts = {"id": seat.id, "role": seat.role, "side": seat.side, "reason": seat.reason, **told_dates(seat)}
    return where | facts | {"mandates": [told_mandate(each) for each in seat.mandates]}


def with_choices(form, seat):
    """The people whom the body may name today, and the roles that this reader may give them."""
    form.person.choices = listed(_l("Choose…"), [(each.id, each.name) for each in people_of(seat.organisation, moment())])
    form.role.choices = [each for each in form.role.choices if may_give(each.value, seat)]
    return form


def may_give(role, seat):
    """The secretariat and the chair keep a whole table, so a body does not name them for itself."""
    return role not in KEEPERS or (seat.place.noun == "table" and can_administer(me()))


def check_role(role, seat):
    if not may_give(role, seat):
        raise RuleBroken(_l("Only the platform administrator names the chair and the secretariat."), field="role", status=403)


def chosen_person(form, seat):
    person = next((each for each in people_of(seat.organisation, utc_now()) if each.id == form.person.data), None)
    if person is None:
        sentence = _l("Choose a person who belongs to %(name)s today.", name=seat.organisation.name)
        raise RuleBroken(sentence, field="person", status=422)
    return person


def own_voice(place):
    """The mandate in whose name this is done, for those who have one here."""
    return voice(place) if voices_in(place) else None


def ended(row, said, seat=None):
    shown = {"id": row.id, "stream": said.stream_name, "seq": said.seq}
    return done(page_after(seat or row), shown, status=200)


def page_after(seat):
    """The place, else the seat, else one's own page: whatever is still open to me once this has changed."""
    if is_seen(seat.place, utc_now()):
        return place_address(seat.place)
    mine = select(seen_seats(me().id, utc_now()).where(Seat.id == seat.id).exists())
    return url_for("seats.seat", id=seat.id) if db.session.scalar(mine) else url_for("people.my_page")


def is_seen(place, at):
    return db.session.scalar(select(seen_stream(place.noun, place.noun_id, me().id, at)))
