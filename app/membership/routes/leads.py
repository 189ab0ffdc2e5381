"""Doors of leads: who is in charge of what in which zone with its gaps, naming and ending one, the list of areas and themes."""

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, as_number, done
from app.errors import RuleBroken
from app.forms import AsOfForm, Form, listed
from app.membership.forms import EndForm
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.leads import LeadForm, RemitForm
from app.membership.models import Lead, Remit
from app.membership.queries.leads import (
    LeadsThen,
    charge_json,
    charges_of,
    lead_json,
    people_near,
    remit_json,
    remits_at,
    whole_lead,
)
from app.panels import shows_on
from app.permissions import (
    can_end_lead,
    can_keep_remits,
    can_name_lead,
    chosen,
    find,
    me,
    moment,
    naming_leads,
    proven,
    require,
    seen_leads,
    seen_remits,
    seen_zones,
)
from app.words import titled, word

bp = Blueprint("leads", __name__)

shows_on("zone", "leads", "membership/_leads_of_zone.html", lambda zone: charges_of(zone, moment()), charge_json)


@bp.get("/leads")
def leads():
    return leads_page(AsOfForm.asked(leads_page))


@bp.get("/leads/<int:id>")
def lead(id):
    return lead_page(id)


@bp.post("/leads/<int:id>/end")
def end_lead(id):
    form = EndForm.sent(lambda form: lead_page(id, form))
    writing()
    lead = find(seen_leads, id)
    require(can_end_lead, lead)
    lead.end(form.end(), reason=form.reason.data or "", by=me())
    commit()
    return done(url_for("zones.zone", id=lead.zone_id), {"id": id}, status=200)


@bp.get("/zones/<int:id>/leads/new")
def new_lead(id):
    form = LeadForm(None)
    form.remit.data = as_number(request.args.get("remit", ""))
    return new_lead_page(id, form)


@bp.post("/zones/<int:id>/leads")
def name_lead(id):
    """A person is put in charge of an area or a theme in the zone."""
    form = LeadForm.sent(lambda form: new_lead_page(id, form))
    since, until = form.span()
    writing()
    zone = find(seen_zones, id)
    require(can_name_lead, zone)
    proven()
    remit, person = chosen(seen_remits, form.remit), chosen_person(form, zone)
    lead = Lead.name(zone, remit, person, since=since, until=until, act=chosen_act(form), by=me())
    commit()
    return done(url_for("zones.zone", id=id), {"id": lead.id}, note=_("%(name)s is in charge.", name=person.name))


@bp.get("/remits")
def remits():
    return remits_page(RemitForm(None))


@bp.post("/remits")
def add_remit():
    form = RemitForm.sent(remits_page)
    writing()
    require(can_keep_remits, None)
    remit = Remit.add(form.kind.data, form.name.data, form.name_en.data or "", form.code.data or None)
    commit()
    return done(url_for("leads.remits"), {"id": remit.id})


@bp.post("/remits/<int:id>/end")
def end_remit(id):
    """Off the list, and with it whoever was in charge of it."""
    Form.sent(lambda _form: remits_page(RemitForm(None)))
    writing()
    remit = find(seen_remits, id)
    require(can_keep_remits, remit)
    remit.end(by=me())
    commit()
    return done(url_for("leads.remits"), {"id": id}, status=200)


def leads_page(asof):
    then = LeadsThen(asof.day(moment()), asof.moment(moment()))
    return answer("membership/leads.html", then.as_json(), then=then, asof=asof, mine=naming_leads(me(), then.zones))


def lead_page(id, form=None):
    lead = find(seen_leads, id, *whole_lead())
    return answer("membership/lead.html", lead_json(lead), lead=lead, at=moment(), form=form or EndForm(None))


def new_lead_page(id, form):
    zone = find(seen_zones, id)
    require(can_name_lead, zone)
    charges = charges_of(zone, moment())
    with_remits(with_acts(form), charges)
    form.person.choices = listed(_l("Choose…"), [(each.id, each.name) for each in people_near(zone, moment())])
    return answer("membership/new_lead.html", {"charges": [charge_json(each) for each in charges]}, zone=zone, form=form)


def with_remits(form, charges):
    """Those without a lead first: they are what the page is opened for."""
    charges = sorted(charges, key=lambda each: each.lead is not None)
    form.remit.choices = listed(_l("Choose…"), [(each.remit.id, remit_line(each)) for each in charges])
    return form


def remit_line(charge):
    line = f"{word(charge.remit.kind, 'remit')} · {titled(charge.remit)}"
    return f"{line} ({charge.lead.person.name})" if charge.lead else line


def remits_page(form):
    rows = remits_at(moment())
    return answer("membership/remits.html", [remit_json(each) for each in rows], remits=rows, form=form)


def chosen_person(form, zone):
    person = next((each for each in people_near(zone, moment()) if each.id == form.person.data), None)
    if person is None:
        raise RuleBroken(_l("Choose a person of the zone or of the metropolitan city."), field="person", status=422)
    return person
