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
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.models import Seat, told_dates, told_mandate
from app.membership.queries.hats import hats_warned
from app.membership.queries.naming import organisation_json, place_address, place_names
from app.membership.queries.seats import people_of, with_mandates
from app.membership.queries.terms import terms_of
from app.panels import panels_json, panels_of
from app.permissions import (
    can_appoint,
    can_end_seat,
    find,
    leaves_role,
    me,
    moment,
    names_at_once,
    proven,
    require,
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
    proven()
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
    proven()
    person = chosen_person(form, seat)
    check_role(form.role.data, seat)
    facts = {"act": chosen_act(form), "confirmed": names_at_once(me(), seat, person), "voice": own_voice(seat.place), "by": me()}
    mandate = named(seat, person, form, since=since, until=until, **facts)
    warnings = hats_warned(mandate, utc_now())
    commit()
    shown = {"id": mandate.id, "state": mandate.state(utc_now()), "warnings": warnings}
    return done(page_after(seat), shown, note=note_of(mandate, warnings))


def named(seat, person, form, **facts):
    """The mandate given, or handed over where the form says so and there is a delegate to take over from."""
    before = form.takes_over.data and form.role.data == "delegate" and seat.delegate_at(facts["since"] or utc_now())
    if before:
        return before.hand_over(person, **facts)
    return seat.appoint(person, form.role.data, rank=form.rank.data, **facts)


def note_of(mandate, warnings):
    """What is said once after a naming."""
    waits = [str(_l("Named. The secretariat of the table confirms it: until then it gives no right."))]
    return " ".join((waits if mandate.confirmed_at is None else []) + warnings) or None


def seat_page(id, mandate_form=None, end_form=None):
    seat = find(seen_seats, id, joinedload(Seat.place), *with_mandates())
    context = {
        "seat": seat,
        "at": moment(),
        "place": place_names([seat.place]).get(seat.place_id),
        "place_address": place_address(seat.place) if is_seen(seat.place, moment()) else None,
        "mandate_form": with_choices(mandate_form or MandateForm(None), seat) if can_appoint(me(), seat) else None,
        "end_form": end_form or EndForm(None),
        "terms": terms_of(seat, moment()),
    }
    panels = panels_of("seat", seat)
    return answer("membership/seat.html", seat_json(seat) | panels_json(panels), panels=panels, **context)


def seat_json(seat):
    where = {"place": place_address(seat.place), "organisation": organisation_json(seat.organisation)}
    facts = {"id": seat.id, "role": seat.role, "side": seat.side, "reason": seat.reason, **told_dates(seat)}
    return where | facts | {"act": seat.act_id, "mandates": [mandate_line(each) for each in seat.mandates]}


def mandate_line(mandate):
    """A mandate as it stands at the moment of this request, with what it rests on and whom it follows."""
    facts = {"state": mandate.state(moment()), "confirmed": mandate.confirmed_at is not None, "rank": mandate.rank}
    return told_mandate(mandate) | facts | {"act": mandate.act_id, "predecessor": mandate.predecessor_id}


def with_choices(form, seat):
    """The people whom the body may name today, and the roles that this reader may give them."""
    form.person.choices = listed(_l("Choose…"), [(each.id, each.name) for each in people_of(seat.organisation, moment())])
    with_acts(form)
    form.role.choices = [each for each in form.role.choices if leaves_role(me(), seat, each.value)]
    return form


def check_role(role, seat):
    if not leaves_role(me(), seat, role):
        sentence = _l("Only the platform administrator names the chair and the secretariat.")
        if role not in KEEPERS:
            sentence = _l("By the rule of this table a body does not name this role for itself.")
        raise RuleBroken(sentence, field="role", status=403)


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
