"""Doors of one mandate: its page, the word on a nomination, its renewal and its end."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload, selectinload

from app.database import commit, utc_now, writing
from app.doors import answer, done
from app.forms import Form
from app.happenings import iso
from app.membership.forms import EndForm, RefusalForm, RenewalForm, SuspensionForm
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.models import Mandate, Seat, told_dates, told_person
from app.membership.queries.naming import organisation_json, place_address
from app.membership.queries.people import names_today
from app.membership.routes.seats import ended, is_seen, mandate_line, own_voice, page_after
from app.permissions import (
    can_confirm,
    can_end_mandate,
    can_refuse,
    can_renew,
    can_suspend,
    find,
    me,
    moment,
    names_at_once,
    proven,
    require,
    seen_mandates,
)

bp = Blueprint("mandates", __name__)


@bp.get("/mandates/<int:id>")
def mandate(id):
    return mandate_page(id)


@bp.post("/mandates/<int:id>/confirmation")
def confirm(id):
    """What a body named holds from now on; whom it succeeds ends at that instant."""
    Form.sent(lambda form: page_again(id, can_confirm, refused=form))
    writing()
    mandate = find(seen_mandates, id)
    require(can_confirm, mandate)
    proven()
    mandate.confirm(voice=own_voice(mandate.seat.place), by=me())
    commit()
    return moved_on(mandate, _l("Confirmed: %(name)s speaks in this seat.", name=mandate.person.name))


@bp.post("/mandates/<int:id>/refusal")
def refuse(id):
    form = RefusalForm.sent(lambda form: page_again(id, can_refuse, refusal_form=form))
    writing()
    mandate = find(seen_mandates, id)
    require(can_refuse, mandate)
    mandate.refuse(form.reason.data, voice=own_voice(mandate.seat.place), by=me())
    commit()
    return moved_on(mandate, _l("Refused: the administrator of the body reads the reason and may name somebody else."))


@bp.post("/mandates/<int:id>/renewal")
def renew(id):
    """The same person goes on where the mandate ends, as long as the seat unless a day is said."""
    form = RenewalForm.sent(lambda form: page_again(id, can_renew, renewal_form=form))
    _since, until = form.span()
    writing()
    mandate = find(seen_mandates, id)
    require(can_renew, mandate)
    proven()
    facts = {"act": chosen_act(form), "confirmed": names_at_once(me(), mandate.seat, mandate.person)}
    later = mandate.renew(until=until, voice=own_voice(mandate.seat.place), by=me(), **facts)
    commit()
    return done(address_of(later), {"id": later.id, "state": later.state(utc_now()), **told_dates(later)}, note=_l("Renewed."))


@bp.post("/mandates/<int:id>/end")
def end_mandate(id):
    form = EndForm.sent(lambda form: page_again(id, can_end_mandate, end_form=form))
    writing()
    mandate = find(seen_mandates, id)
    require(can_end_mandate, mandate)
    if mandate.person_id != me().id:
        proven()
    said = mandate.end(form.end(), reason=form.reason.data or "", voice=own_voice(mandate.seat.place), by=me())
    commit()
    return ended(mandate, said, mandate.seat)


def page_again(id, sentence, **shown):
    """The page after a form with mistakes in it: who may not, is told that and nothing about the form."""
    require(sentence, find(seen_mandates, id))
    return mandate_page(id, **shown)


def mandate_page(id, refused=None, **shown):
    """The page, with the doors that this reader has; `shown` holds a form to be shown as it was typed.

    Her own mandate everybody keeps; what the place is called today is told only to who sees the seat.
    """
    mandate = find(seen_mandates, id, *whole_mandate())
    place = mandate.seat.place
    context = {
        "mandate": mandate,
        "at": moment(),
        "state": mandate.state(moment()),
        "place": names_today([mandate]).get(place.id),
        "place_address": place_address(place) if is_seen(place, moment()) else None,
        "refused": refused,
        "end_form": shown.get("end_form") or EndForm(None),
        "refusal_form": (shown.get("refusal_form") or RefusalForm(None)).at("refusal"),
        "renewal_form": with_acts(shown.get("renewal_form") or RenewalForm(None)).at("renewal"),
        "suspension_form": (shown.get("suspension_form") or SuspensionForm(None)).at("suspension"),
    }
    return answer("membership/mandate.html", mandate_json(mandate), **context)


def whole_mandate():
    seat = joinedload(Mandate.seat)
    before = joinedload(Mandate.predecessor)
    return (
        joinedload(Mandate.person), joinedload(Mandate.act), joinedload(Mandate.named_by), joinedload(Mandate.confirmed_by),
        before.joinedload(Mandate.person), selectinload(Mandate.suspensions), seat.joinedload(Seat.organisation),
        seat.joinedload(Seat.place), seat.selectinload(Seat.suspensions), seat.selectinload(Seat.mandates),
    )  # fmt: skip


def mandate_json(mandate):
    """A mandate for programs; why it was suspended is told to those who may suspend it, and to its holder."""
    facts = {"address": address_of(mandate), "seat": mandate.seat_id, "organisation": organisation_json(mandate.organisation)}
    word = {"named_by": told(mandate.named_by), "confirmed_by": told(mandate.confirmed_by), "reason": mandate.reason}
    rests = [{"id": each.id, **told_dates(each)} | reason_of(each, mandate) for each in suspensions_of(mandate)]
    return (
        mandate_line(mandate)
        | facts
        | word
        | {
            "confirmed_at": mandate.confirmed_at and iso(mandate.confirmed_at),
            "ends_at": mandate.ends_at and iso(mandate.ends_at),
            "suspensions": rests,
        }
    )


def suspensions_of(mandate):
    return sorted([*mandate.suspensions, *mandate.seat.suspensions], key=lambda each: each.since)


def reason_of(suspension, mandate):
    mine = mandate.person_id == me().id or can_suspend(me(), mandate)
    return {"reason": suspension.reason} if mine else {}


def told(person):
    return person and told_person(person)


def moved_on(mandate, note):
    return done(page_after(mandate.seat), {"id": mandate.id, "state": mandate.state(utc_now())}, status=200, note=note)


def address_of(mandate):
    return url_for("mandates.mandate", id=mandate.id)
