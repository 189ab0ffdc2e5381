"""Doors of successions: a change of name, a merger, a split, a detachment, and the act by which a successor takes over."""

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, midnight, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.successions import DetachmentForm, MergerForm, RenameForm, SplitForm, TakeOverForm
from app.membership.models import Organisation, Succession, by_roster, open_successions, take_over
from app.membership.queries.naming_bodies import bodies_named, body_named
from app.membership.queries.organisations import organisation_facts, whole_organisation
from app.membership.queries.taking_over import Inheritance
from app.panels import panels_json, panels_of
from app.permissions import can_keep_body, find, me, moment, proven, require, seen_organisations

bp = Blueprint("successions", __name__)

FORMS = {"rename": RenameForm, "merger": MergerForm, "split": SplitForm, "detachment": DetachmentForm}


@bp.get("/organisations/<int:id>/successions/new")
def new_succession(id):
    """`?kind=` names which of the four."""
    kind = request.args.get("kind", "rename")
    return succession_page(id, kind if kind in FORMS else abort(404))


@bp.post("/organisations/<int:id>/renames")
def rename(id):
    """The same body under a new name."""
    form = RenameForm.sent(lambda form: succession_page(id, "rename", form))
    body = writing_about(id)
    facts = facts_of(form)
    row = Succession.rename(body, form.name.data, form.effective.data, name_en=form.name_en.data or "", by=me(), **facts)
    commit()
    return recorded(body, [row])


@bp.post("/organisations/<int:id>/mergers")
def merge(id):
    """This body and others end; one remains or is born."""
    form = MergerForm.sent(lambda form: succession_page(id, "merger", form))
    body = writing_about(id)
    others = [each for each in bodies_named(form.others_named(), "others") if each is not body]
    into = body_or_new(form.into.data, "into", body, form)
    ending = [each for each in (body, *others) if each is not into]
    rows = Succession.merge(ending, into, form.effective.data, by=me(), **facts_of(form))
    commit()
    return recorded(into, rows)


@bp.post("/organisations/<int:id>/splits")
def split(id):
    """This body ends; several come out of it."""
    form = SplitForm.sent(lambda form: succession_page(id, "split", form))
    body = writing_about(id)
    into = [body_or_new(name, "names", body, form) for name in form.bodies_named()]
    rows = Succession.split(body, into, form.effective.data, by=me(), **facts_of(form))
    commit()
    return recorded(body, rows)


@bp.post("/organisations/<int:id>/detachments")
def detach(id):
    """A part of this body becomes a body of its own."""
    form = DetachmentForm.sent(lambda form: succession_page(id, "detachment", form))
    body = writing_about(id)
    new = body_or_new(form.into.data, "into", body, form)
    row = Succession.detach(body, new, form.effective.data, by=me(), **facts_of(form))
    commit()
    return recorded(new, [row])


@bp.get("/organisations/<int:id>/take-over")
def inheritance(id):
    """Seats and commitments that wait for an act of the successor."""
    return inheritance_page(id)


@bp.post("/organisations/<int:id>/take-over")
def take_over_seats(id):
    """By one act and from one moment the successor takes over what was chosen."""
    form = TakeOverForm.sent(lambda form: inheritance_page(id, form))
    writing()
    body = find(seen_organisations, id)
    require(can_keep_body, body)
    proven()
    seats = chosen_seats(form, Inheritance(body, moment()))
    options = {"since": form.begin(), "commitments": form.commitments.data, "by": me()}
    take_over(body, open_successions(body), seats, chosen_act(form), **options)
    commit()
    note = _("Taken over. Mandates do not pass: name your people in each seat.")
    return done(url_for("organisations.organisation", id=id), {"id": id}, status=200, note=note)


def succession_page(id, kind, form=None):
    body = find(seen_organisations, id, *whole_organisation())
    require(can_keep_body, body)
    form = with_acts(form or FORMS[kind](None))
    shown = organisation_facts(body) | {"kinds": list(FORMS)}
    return answer("membership/new_succession.html", shown, organisation=body, kind=kind, kinds=list(FORMS), form=form)


def inheritance_page(id, form=None):
    body = find(seen_organisations, id, *whole_organisation())
    require(can_keep_body, body)
    page = Inheritance(body, moment())
    panels = panels_of("inheritance", page)
    form = with_acts(form or TakeOverForm(None, seats=page.usual(), commitments=page.is_merger))
    context = {"organisation": body, "page": page, "panels": panels, "form": form, "by_roster": by_roster}
    return answer("membership/take_over.html", page.as_json() | panels_json(panels), **context)


def writing_about(id):
    """The body whose succession is recorded, in the transaction that writes."""
    writing()
    body = find(seen_organisations, id, *whole_organisation())
    require(can_keep_body, body)
    proven()
    return body


def facts_of(form):
    return form.facts() | {"act": chosen_act(form)}


def body_or_new(name, field, like, form):
    """The body of this name or code; where there is none, a new one of the same kind that begins on that day."""
    known = body_named(name, field)
    if known is not None:
        return known
    return Organisation.add(name=name, kind=like.kind, parent=like.parent, since=midnight(form.effective.data), by=me())


def chosen_seats(form, page):
    chosen = set(form.seats.data or ())
    seats = [seat for seat in page.seats if seat.id in chosen]
    if len(seats) < len(chosen):
        raise RuleBroken(_l("Choose seats of the bodies that it comes from."), field="seats", status=422)
    return seats


def recorded(body, rows):
    """To what the successor may take over, or to the body where nothing waits."""
    waits = any(each.carried_at is None for each in rows) and len({each.to_id for each in rows}) == 1
    page = "successions.inheritance" if waits else "organisations.organisation"
    return done(url_for(page, id=body.id), {"id": body.id, "successions": [each.id for each in rows]})
