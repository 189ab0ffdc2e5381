"""The agenda of a meeting: its items and their outcomes."""

from flask import Blueprint, url_for

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.meetings.forms import DecisionForm, ItemForm, OutcomeForm
from app.meetings.models.means import bring
from app.meetings.queries.meetings import address_of_item
from app.meetings.routes.outputs import brought, parts_of
from app.meetings.routes.pages import item_page, meeting_page
from app.permissions import (
    can_record,
    can_write_agenda,
    chosen,
    find,
    me,
    render_for_me,
    require,
    seen_items,
    seen_mandates,
    seen_meetings,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("agenda", __name__)


@bp.post("/meetings/<int:id>/items")
def add_item(id):
    """One more item on the agenda."""
    form = ItemForm.sent(lambda form: meeting_page(id, new_item=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_write_agenda, meeting)
    item = meeting.add_item(form.title.data, form.note.data or "", voice(meeting.table.place, KEEPERS), **written(form))
    commit()
    return done(address_of_item(item), {"id": item.id, "position": item.position})


@bp.post("/items/<int:id>")
def reword_item(id):
    """Other words for an item that has no outcome yet."""
    form = ItemForm.sent(lambda form: item_page(id, reword=form))
    writing()
    item = find(seen_items, id)
    require(can_write_agenda, item.meeting)
    item.reword(form.title.data, form.note.data or "", voice(item.meeting.table.place, KEEPERS), **written(form))
    commit()
    return done(address_of_item(item), {"id": item.id}, status=200)


def written(form):
    """The layout of an item as the models take it; 422 where a choice names nothing that I see."""
    layout = form.layout(chosen(seen_mandates, form.rapporteur))
    return {"minutes_of": chosen(seen_meetings, form.minutes_of), **layout}


@bp.post("/items/<int:id>/withdrawal")
def withdraw_item(id):
    """Take an item off the agenda."""
    Form.sent(lambda form: item_page(id, refused=form))
    writing()
    item = find(seen_items, id)
    meeting = item.meeting
    require(can_write_agenda, meeting)
    item.withdraw(voice(meeting.table.place, KEEPERS))
    commit()
    return done(url_for("meetings.meeting", id=meeting.id), {"id": id}, status=200)


@bp.post("/items/<int:id>/outcome")
def conclude(id):
    """An outcome without an executive output."""
    form = OutcomeForm.sent(lambda form: item_page(id, outcome=form))
    writing()
    item = find(seen_items, id)
    require(can_record, item.meeting)
    item.conclude(form.outcome.data, form.note.data or "", voice(item.meeting.table.place, KEEPERS))
    commit()
    return done(address_of_item(item), {"id": item.id, "outcome": item.outcome}, status=200)


@bp.post("/items/<int:id>/decisions")
def decide(id):
    """An executive output; half made only where `draft` says so."""
    form = DecisionForm.sent(lambda form: item_page(id, decision_form=form))
    rendered = render_for_me(form.text.data or "")
    writing()
    item = find(seen_items, id)
    require(can_record, item.meeting)
    decision = item.decide(voice(item.meeting.table.place, KEEPERS), **parts_of(form, rendered))
    bring(decision, brought(form), me())
    commit()
    return done(address_of_item(item), {"id": decision.id, "missing": [str(part) for part in decision.missing()]})
