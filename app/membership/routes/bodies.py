"""Doors of who keeps bodies: a new one, what it is, how to reach it, its other names."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, midnight, writing
from app.doors import answer, done
from app.forms import Form, listed
from app.membership.forms.acts import with_acts
from app.membership.forms.bodies import AliasForm, BodyForm, ConstituteForm, ContactForm, CorrectForm, ShareForm, UnitForm
from app.membership.models import Alias, Organisation
from app.membership.queries.bodies_kept import BodyKept, with_owners, with_units
from app.membership.queries.organisations import organisation_facts, whole_organisation
from app.permissions import (
    can_administer,
    can_keep_body,
    can_keep_contacts,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_aliases,
    seen_organisations,
    visible,
)
from app.words import titled

bp = Blueprint("bodies", __name__)


@bp.get("/organisations/new")
def new_body():
    return new_body_page()


@bp.post("/organisations")
def add_body():
    """A body nobody has recorded yet; one that comes out of another is recorded as a succession."""
    form = BodyForm.sent(new_body_page)
    writing()
    require(can_administer, None)
    body = Organisation.add(
        parent=chosen(seen_organisations, form.parent), proposed=form.proposed.data, since=form.begin(), by=me(), **form.facts()
    )
    commit()
    return done(url_for("organisations.organisation", id=body.id), {"id": body.id}, note=_("The body is recorded."))


@bp.get("/organisations/<int:id>/edit")
def edit_body(id):
    return edit_page(id)


@bp.post("/organisations/<int:id>")
def correct_body(id):
    """What was recorded wrongly or not at all."""
    form = CorrectForm.sent(lambda form: edit_page(id, correct=form))
    writing()
    body = find(seen_organisations, id)
    require(can_keep_body, body)
    body.correct(parent=chosen(seen_organisations, form.parent), by=me(), **form.facts())
    commit()
    return kept(body)


@bp.post("/organisations/<int:id>/contacts")
def set_contacts(id):
    form = ContactForm.sent(lambda form: edit_page(id, contacts=form))
    writing()
    body = find(seen_organisations, id)
    require(can_keep_contacts, body)
    body.correct(by=me(), **form.facts())
    commit()
    return kept(body)


@bp.post("/organisations/<int:id>/constitution")
def constitute(id):
    """What was only proposed begins to exist."""
    form = ConstituteForm.sent(lambda form: edit_page(id, constitution=form))
    writing()
    body = find(seen_organisations, id)
    require(can_keep_body, body)
    proven()
    body.constitute(midnight(form.since.data), by=me())
    commit()
    return kept(body)


@bp.post("/organisations/<int:id>/aliases")
def add_alias(id):
    """One more name under which the body is found."""
    form = AliasForm.sent(lambda form: edit_page(id, alias=form))
    writing()
    body = find(seen_organisations, id)
    require(can_keep_body, body)
    alias = Alias.add(body, form.name.data, form.kind.data, form.source.data or "", by=me())
    commit()
    return done(edit_address(body, "aliases"), {"id": alias.id})


@bp.post("/aliases/<int:id>/remove")
def remove_alias(id):
    """A name that was recorded by mistake."""
    Form.sent(lambda _form: edit_page(find(seen_aliases, id).organisation_id))
    writing()
    alias = find(seen_aliases, id)
    require(can_keep_body, alias.organisation)
    alias.remove(by=me())
    commit()
    return done(edit_address(alias.organisation, "aliases"), {"id": id}, status=200)


def new_body_page(form=None):
    require(can_administer, None)
    form = with_parents(form or BodyForm(None))
    return answer("membership/new_body.html", {"kinds": [each.value for each in form.kind.choices if each.value]}, form=form)


def edit_page(id, **sent):
    """All that this reader keeps of a body; `sent` is the form that is shown again with what was typed."""
    body = find(seen_organisations, id, *whole_organisation())
    require(can_keep_contacts, body)
    kept = BodyKept(body, moment())
    forms = {name: sent.get(name) or made(body) for name, made in FORMS.items()}
    fill(forms, kept)
    return answer("membership/edit_body.html", organisation_facts(body), organisation=body, kept=kept, at=moment(), forms=forms)


# How each form of the page begins: as the body is, or empty.
FORMS = {
    "correct": lambda body: CorrectForm(None, **as_recorded(body)),
    "contacts": lambda body: ContactForm(None, obj=body),
    "constitution": lambda _body: ConstituteForm(None),
    "alias": lambda _body: AliasForm(None),
    "unit": lambda _body: UnitForm(None),
    "share": lambda _body: ShareForm(None),
}


def as_recorded(body):
    names = ("name", "name_en", "kind", "tax_code", "ipa_code", "note")
    town = body.municipality
    codes = {"istat_code": town.istat_code if town else "", "parent": body.parent_id}
    return {name: getattr(body, name) for name in names} | codes


def fill(forms, kept):
    """The lists to choose from; of those that only the platform administrator sees none is read for others."""
    with_units(forms["unit"], kept.units)
    if kept.wholly:
        with_parents(forms["correct"], kept.organisation)
        with_acts(with_owners(forms["share"], kept.organisation))


def with_parents(form, body=None):
    bodies = db.session.scalars(visible(seen_organisations).order_by(Organisation.name))
    choices = [(each.id, titled(each)) for each in bodies if each is not body]
    form.parent.choices = listed(_l("None"), choices)
    return form


def kept(body):
    return done(url_for("organisations.organisation", id=body.id), {"id": body.id}, status=200, note=_("Saved."))


def edit_address(body, part):
    return url_for("bodies.edit_body", id=body.id, _anchor=part)
