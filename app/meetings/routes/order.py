"""The order of an agenda and its length; items that go to another meeting; minutes that ask for approval at the next one."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.errors import RuleBroken
from app.forms import Form
from app.meetings.forms.points import CarryForm, LengthForm, StepForm, TargetForm
from app.meetings.models.approving import ask_approval
from app.meetings.queries.agenda import line_of, next_after
from app.meetings.queries.meetings import address_of_item
from app.meetings.routes.pages import item_page, meeting_page
from app.permissions import can_write_agenda, chosen, find, require, seen_items, seen_meetings, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("order", __name__)

PLAN_FIRST = _l("No later meeting of this table is planned yet: plan it first, or put the item in the backlog.")


@bp.post("/meetings/<int:id>/length")
def set_length(id):
    """How long the sitting is planned to last."""
    form = LengthForm.sent(lambda form: meeting_page(id, length_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_write_agenda, meeting)
    meeting.set_length(form.planned_minutes.data, voice(meeting.table.place, KEEPERS))
    commit()
    return done(url_for("meetings.meeting", id=id, _anchor="agenda"), {"id": id, "minutes_over": meeting.minutes_over}, 200)


@bp.post("/items/<int:id>/step")
def step(id):
    """One place up or down."""
    form = StepForm.sent(lambda form: item_page(id, refused=form))
    writing()
    item = find(seen_items, id)
    require(can_write_agenda, item.meeting)
    item.step(form.way.data, voice(item.meeting.table.place, KEEPERS))
    commit()
    return done(address_of_item(item, "agenda"), {"id": id, "position": item.position, "section": item.section}, 200)


@bp.post("/items/<int:id>/move")
def move(id):
    """To another meeting of the table, with all that belongs to it."""
    form = TargetForm.sent(lambda form: item_page(id, going=form))
    writing()
    item = find(seen_items, id)
    require(can_write_agenda, item.meeting)
    target = target_of(item.meeting, form)
    item.move_to(target, voice(target.table.place, KEEPERS))
    commit()
    return done(
        address_of_item(item), {"id": id, "meeting": target.id}, 200, _l("Moved to %(meeting)s.", meeting=line_of(target))
    )


@bp.post("/items/<int:id>/shelving")
def shelve(id):
    """Off the agenda, into the backlog."""
    Form.sent(lambda form: item_page(id, refused=form))
    writing()
    item = find(seen_items, id)
    meeting = item.meeting
    require(can_write_agenda, meeting)
    item.shelve(voice(meeting.table.place, KEEPERS))
    commit()
    return done(url_for("meetings.meeting", id=meeting.id, _anchor="backlog"), {"id": id}, 200, _l("Put back into the backlog."))


@bp.post("/items/<int:id>/carrying")
def carry(id):
    """The same point again at another meeting, or in the backlog; what was recorded of this one stays whole."""
    form = CarryForm.sent(lambda form: item_page(id, going=form))
    writing()
    item = find(seen_items, id)
    require(can_write_agenda, item.meeting)
    target = None if form.where.data == "backlog" else target_of(item.meeting, form)
    copy = item.carry_over(target, voice(item.meeting.table.place, KEEPERS))
    commit()
    note = _l("Carried over to %(meeting)s.", meeting=line_of(target)) if target else _l("It waits in the backlog now.")
    return done(address_of_item(item), {"id": copy.id, "meeting": target and target.id}, note=note)


def target_of(meeting, form):
    """The meeting that was chosen, else the next one; 409 where there is none."""
    target = chosen(seen_meetings, form.meeting) or next_after(meeting)
    if target is None:
        raise RuleBroken(PLAN_FIRST)
    return target


@bp.post("/meetings/<int:id>/minutes/item")
def ask_for_approval(id):
    """Put the approval of these minutes on the next agenda of the table."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_write_agenda, meeting)
    target = next_after(meeting)
    if target is None:
        raise RuleBroken(_l("No later meeting of this table is planned yet: plan it first."))
    title = _("Approval of the minutes: %(meeting)s", meeting=meeting.title)[:200]
    item = ask_approval(meeting, target, title, voice(meeting.table.place, KEEPERS))
    commit()
    note = _l("The approval is on the agenda of %(meeting)s.", meeting=line_of(target))
    return done(url_for("minutes.minutes", id=id), {"id": item.id, "meeting": target.id}, note=note)
