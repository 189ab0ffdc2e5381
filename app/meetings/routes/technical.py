"""Doors of technical offices: who is asked about an item, what they say, and what they take in charge."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, as_items, done
from app.forms import Form
from app.meetings.forms.technical import AdviceForm, ConcernForm
from app.meetings.models import Concern
from app.meetings.queries.technical import bodies_at, concern_json, way_of_offices
from app.permissions import (
    can_advise,
    can_drop_concern,
    can_name_offices,
    can_take_in_charge,
    chosen,
    find,
    me,
    office_of,
    office_voice,
    require,
    seen_concerns,
    seen_handings,
    seen_items,
    seen_organisations,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("technical", __name__)


@bp.get("/items/<int:id>/offices")
def offices(id):
    return offices_page(id)


def offices_page(id, form=None, advice=(None, None), refused=None):
    """Whom an item concerns and what their offices say; with the forms of who keeps the table and of the offices."""
    item = find(seen_items, id)
    shown = way_of_offices(item)
    form = form or ConcernForm(formdata=None)
    form.organisation.choices = bodies_at(item.of_table)
    forms = {each.id: AdviceForm(formdata=None, obj=each) for each in shown["concerns"]} | {advice[0]: advice[1]}
    context = shown | {"item": item, "form": form, "forms": forms, "refused": refused}
    return answer("meetings/offices.html", as_items([concern_json(each) for each in shown["concerns"]]), **context)


@bp.post("/items/<int:id>/concerns")
def name_office(id):
    """The item concerns a body: its technical office is asked."""
    form = ConcernForm.sent(lambda form: offices_page(id, form))
    writing()
    item = find(seen_items, id)
    require(can_name_offices, item)
    body = chosen(seen_organisations, form.organisation)
    named = Concern.name(item, body, form.due_on.data, voice(item.of_table.place, KEEPERS))
    commit()
    return done(
        url_for("technical.offices", id=id),
        {"id": named.id},
        note=_l("Its technical office is asked once the meeting is convened."),
    )


@bp.post("/concerns/<int:id>/removal")
def drop_office(id):
    Form.sent(lambda form: offices_page(find(seen_concerns, id).item_id, refused=form))
    writing()
    concern = find(seen_concerns, id)
    require(can_drop_concern, concern)
    item = concern.item
    concern.drop(voice(item.of_table.place, KEEPERS))
    commit()
    return done(url_for("technical.offices", id=item.id), {"id": id}, 200)


@bp.post("/concerns/<int:id>/advice")
def advise(id):
    """The office keeps a draft, or gives its opinion."""
    form = AdviceForm.sent(lambda form: offices_page(find(seen_concerns, id).item_id, advice=(id, form)))
    writing()
    concern = find(seen_concerns, id)
    require(can_advise, concern)
    concern.write(form.verdict.data, form.text.data or "", office_voice(me(), concern), form.give.data)
    commit()
    note = _l("Given: who sees the item reads it.") if concern.given_at else _l("Kept as a draft: only your office sees it.")
    return done(url_for("technical.offices", id=concern.item_id), {"id": id, "given": bool(concern.given_at)}, 200, note)


@bp.post("/handings/<int:id>/taking")
def take_in_charge(id):
    """The office takes an output in charge."""
    Form.sent()
    writing()
    handing = find(seen_handings, id)
    require(can_take_in_charge, handing)
    handing.take(office_of(me(), handing.organisation_id, handing.decision.item.meeting.table.place_id))
    commit()
    return done(url_for("home.desk"), {"id": id}, 200, _l("Taken in charge."))
