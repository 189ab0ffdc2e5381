"""Doors of zones: all of them compared on a day, one on a day, and the municipalities that enter, leave and move by an act."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import AsOfForm, listed
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.zones import AdmitForm, LeaveForm, MoveForm, ZoneForm
from app.membership.models import Zone
from app.membership.queries.zones import (
    ZonesThen,
    ZoneThen,
    membership_json,
    municipalities_at,
    other_zones,
    whole_membership,
)
from app.panels import panels_json, panels_of
from app.permissions import (
    can_draw_zones,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_organisations,
    seen_zone_memberships,
    seen_zones,
)
from app.words import titled

bp = Blueprint("zones", __name__)


@bp.get("/zones")
def zones():
    return zones_page(AsOfForm.asked(zones_page))


@bp.post("/zones")
def draw_zone():
    """A new zone: then municipalities enter it, each by an act."""
    form = ZoneForm.sent(lambda form: zones_page(None, form))
    writing()
    require(can_draw_zones, None)
    proven()
    titles = (form.agenda_title.data or "", form.agenda_title_en.data or "")
    zone = Zone.draw(form.code.data, form.name.data, *titles, by=me())
    commit()
    return done(url_for("zones.zone", id=zone.id), {"id": zone.id}, note=_l("The zone is drawn: let its municipalities in."))


@bp.get("/zones/<int:id>")
def zone(id):
    return zone_page(id, AsOfForm.asked(lambda form: zone_page(id, form)))


@bp.post("/zones/<int:id>/memberships")
def admit(id):
    """A municipality enters the zone, and takes its seat at the zone's table."""
    form = AdmitForm.sent(lambda form: zone_page(id, admit_form=form))
    writing()
    zone = find(seen_zones, id)
    require(can_draw_zones, zone)
    proven()
    municipality = chosen(seen_organisations, form.organisation)
    membership = zone.admit(municipality, chosen_act(form), since=form.begin(), by=me())
    commit()
    return done(url_for("zones.zone", id=id), {"id": membership.id})


@bp.get("/zone-memberships/<int:id>")
def membership(id):
    return membership_page(id)


@bp.post("/zone-memberships/<int:id>/end")
def end_membership(id):
    """A municipality leaves its zone, and with it the seat at the zone's table."""
    form = LeaveForm.sent(lambda form: membership_page(id, leave_form=form))
    writing()
    membership = find(seen_zone_memberships, id)
    require(can_draw_zones, membership.zone)
    proven()
    membership.end(chosen_act(form), until=form.end(), reason=form.reason.data or "", by=me())
    commit()
    return done(url_for("zones.zone", id=membership.zone_id), {"id": id}, status=200)


@bp.post("/zone-memberships/<int:id>/move")
def move_membership(id):
    """One act takes a municipality from its zone to another."""
    form = MoveForm.sent(lambda form: membership_page(id, move_form=form))
    writing()
    membership = find(seen_zone_memberships, id)
    require(can_draw_zones, membership.zone)
    proven()
    zone = chosen(seen_zones, form.zone)
    new = membership.move(zone, chosen_act(form), since=form.begin(), reason=form.reason.data or "", by=me())
    commit()
    return done(url_for("zones.zone", id=zone.id), {"id": new.id})


def zones_page(asof=None, form=None):
    asof = asof or AsOfForm(None, meta={"csrf": False})
    then = ZonesThen(asof.day(moment()), asof.moment(moment()))
    form = (form or ZoneForm(None)) if can_draw_zones(me()) else None
    return answer("membership/zones.html", then.as_json(), then=then, asof=asof, form=form)


def zone_page(id, asof=None, admit_form=None):
    asof = asof or AsOfForm(None, meta={"csrf": False})
    zone = find(seen_zones, id)
    then = ZoneThen(zone, asof.day(moment()), asof.moment(moment()))
    panels = panels_of("zone", zone)
    form = with_towns(with_acts(admit_form or AdmitForm(None))) if can_draw_zones(me()) else None
    shown = then.as_json() | panels_json(panels)
    context = {"zone": zone, "then": then, "asof": asof, "panels": panels, "admit_form": form, "now": moment()}
    return answer("membership/zone.html", shown, **context)


def membership_page(id, leave_form=None, move_form=None):
    membership = find(seen_zone_memberships, id, *whole_membership())
    open_still = membership.until is None or membership.until > moment()
    forms = {}
    if open_still and can_draw_zones(me()):
        forms["leave_form"] = with_acts(leave_form or LeaveForm(None))
        forms["move_form"] = with_zones(with_acts(move_form or MoveForm(None)), membership.zone)
    return answer("membership/zone_membership.html", membership_json(membership), membership=membership, at=moment(), **forms)


def with_towns(form):
    towns = [(each.id, titled(each)) for each in municipalities_at(moment())]
    form.organisation.choices = listed(_l("Choose…"), towns)
    return form


def with_zones(form, here):
    form.zone.choices = listed(_l("Choose…"), [(each.id, each.name) for each in other_zones(here)])
    return form
