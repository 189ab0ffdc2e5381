"""Doors of organisations: who there is, and what one body is and where it sits on a day."""

from flask import Blueprint, abort, request, url_for

from app.doors import answer, as_items
from app.membership.forms import AsOfForm, SearchForm, whole
from app.membership.queries.organisations import (
    OrganisationThen,
    organisation_line,
    organisations_found,
    whole_organisation,
)
from app.panels import panels_json, panels_of
from app.permissions import find, moment, seen_organisations

bp = Blueprint("organisations", __name__)


@bp.get("/organisations")
def organisations():
    form = SearchForm.asked()
    page = page_asked()
    found, more = organisations_found(text_of(form), form.kind.data if not form.kind.errors else "", page)
    following = address(form, page + 1) if more else None
    shown = as_items([organisation_line(each) for each in found], following)
    pages = {"before": address(form, page - 1) if page > 1 else None, "following": following}
    return answer("membership/organisations.html", shown, form=form, organisations=found, at=moment(), **pages)


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


def page_asked():
    number = whole(request.args.get("page", "1"))
    if not number or number > 100_000:
        abort(404)
    return number


def address(form, page):
    return url_for("organisations.organisations", q=form.q.data or None, kind=form.kind.data or None, page=page)
