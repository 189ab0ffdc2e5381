"""Doors of organisations: who there is, and what one body is and where it sits on a day."""

from flask import Blueprint

from app.doors import answer
from app.forms import AsOfForm
from app.membership.forms import SearchForm
from app.membership.queries.organisations import (
    OrganisationThen,
    organisation_line,
    organisations_found,
    whole_organisation,
)
from app.paging import paged
from app.panels import panels_json, panels_of
from app.permissions import find, moment, seen_organisations

bp = Blueprint("organisations", __name__)


@bp.get("/organisations")
def organisations():
    form = SearchForm.asked()
    kind, state = ("" if each.errors else each.data for each in (form.kind, form.state))
    sheet = paged(organisations_found(text_of(form), kind, state))
    return answer("membership/organisations.html", sheet.as_json(organisation_line), form=form, sheet=sheet, at=moment())


@bp.get("/organisations/<int:id>")
def organisation(id):
    return organisation_page(id, AsOfForm.asked(lambda form: organisation_page(id, form)))


def organisation_page(id, asof):
    body = find(seen_organisations, id, *whole_organisation())
    then = OrganisationThen(body, asof.day(moment()), asof.moment(moment()))
    panels = panels_of("organisation", body)
    shown = then.as_json() | panels_json(panels)
    return answer("membership/organisation.html", shown, organisation=body, then=then, panels=panels, asof=asof, at=moment())


def text_of(form):
    return (form.q.data or "").strip() if not form.q.errors else ""
