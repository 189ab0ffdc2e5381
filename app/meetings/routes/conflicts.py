"""Doors of the conflicts of interest on an item: declared, and withdrawn while it has no outcome."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.meetings.forms import ConflictForm
from app.meetings.models import Conflict
from app.meetings.routes.pages import item_page
from app.permissions import (
    can_declare_conflict,
    can_record,
    can_withdraw_conflict,
    chosen,
    find,
    me,
    require,
    seen_conflicts,
    seen_items,
    seen_mandates,
    voice,
)
from app.permissions.floor import RAISERS, is_hers
from app.permissions.membership import KEEPERS

bp = Blueprint("conflicts", __name__)


@bp.post("/items/<int:id>/conflicts")
def declare(id):
    """My own conflict, or somebody's for whom the secretariat writes it down."""
    form = ConflictForm.sent(lambda form: item_page(id, conflict_form=form))
    writing()
    item = find(seen_items, id)
    require(can_declare_conflict, item)
    place = item.meeting.table.place
    if form.mandate.data:
        require(can_record, item.meeting)
        said, mandate = voice(place, KEEPERS), chosen(seen_mandates, form.mandate)
    else:
        said = mandate = voice(place, RAISERS)
    conflict = Conflict.declare(item, mandate, form.kind.data, form.effect.data, form.reason.data or "", said)
    commit()
    return done(page_of(item), {"id": conflict.id}, note=_l("Declared: it stands in the minutes."))


@bp.post("/conflicts/<int:id>/withdrawal")
def withdraw(id):
    """What was declared does not hold any more."""
    Form.sent()
    writing()
    conflict = find(seen_conflicts, id)
    require(can_withdraw_conflict, conflict)
    place = conflict.item.meeting.table.place
    conflict.withdraw(conflict.mandate if is_hers(me(), conflict) else voice(place, KEEPERS))
    commit()
    return done(page_of(conflict.item), {"id": id}, status=200)


def page_of(item):
    return url_for("meetings.meeting", id=item.meeting_id, item=item.id, _anchor="conflicts")
