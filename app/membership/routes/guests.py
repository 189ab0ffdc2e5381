"""One guest: who she is and who answers for her; letting her stay longer, or ending the stay, with one click."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, day_after, db, utc_now, writing
from app.doors import answer, done
from app.forms import Form
from app.membership.forms import StayForm
from app.membership.models import told_guest, whole_guest
from app.membership.queries.naming import place_address, place_names
from app.permissions import (
    can_end_guest,
    can_renew_guest,
    find,
    me,
    moment,
    proven,
    require,
    seen_guests,
    seen_stream,
    voices_in,
)

bp = Blueprint("guests", __name__)


@bp.get("/guests/<int:id>")
def guest(id):
    return guest_page(id)


@bp.post("/guests/<int:id>/renewal")
def renew_guest(id):
    """She stays until another day, ninety days more where none is named."""
    form = StayForm.sent(lambda form: guest_page(id, form))
    writing()
    guest = find(seen_guests, id)
    require(can_renew_guest, guest)
    proven()
    said = guest.renew(form.until.data and day_after(form.until.data) or guest.next_end(), voice=speaking_for(guest), by=me())
    commit()
    return done(url_for("guests.guest", id=id), told(guest, said), 200, _l("The stay has its new end."))


@bp.post("/guests/<int:id>/end")
def end_guest(id):
    """The stay ends now: pages, sockets and whatever else rests on it."""
    Form.sent(lambda form: guest_page(id, refused=form))
    writing()
    guest = find(seen_guests, id)
    require(can_end_guest, guest)
    said = guest.leave(voice=speaking_for(guest), by=me())
    commit()
    return done(page_after(guest), told(guest, said), 200, _l("The stay has ended."))


def guest_page(id, form=None, refused=None):
    guest = find(seen_guests, id, *whole_guest())
    place = guest.place
    context = {"guest": guest, "place": place_names([place]).get(place.id), "place_address": place_address(place)}
    context |= {"at": moment(), "form": form or StayForm(formdata=None), "refused": refused}
    return answer("membership/guest.html", told_guest(guest) | {"place": context["place_address"]}, **context)


def told(guest, said):
    return {"id": guest.id, "stream": said.stream_name, "seq": said.seq}


def speaking_for(guest):
    """The mandate in whose name it is done: the sponsor's own where it is mine, else my first among the hosts, else my stay."""
    voices = voices_in(guest.host) or voices_in(guest.place)
    return next((each for each in voices if each.id == guest.sponsor_id), voices[0] if voices else None)


def page_after(guest):
    """The place, or the desk where it has closed for me."""
    place = guest.place
    open_to_me = db.session.scalar(db.select(seen_stream(place.noun, place.noun_id, me().id, utc_now())))
    return place_address(place) if open_to_me else "/"
