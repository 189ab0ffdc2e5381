"""The weights with which the seats of a table vote, where its rules weigh votes."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.membership.forms.weights import WeightsForm
from app.membership.routes.table_rules import rules_page
from app.permissions import can_set_rules, find, me, moment, proven, require, seen_tables

bp = Blueprint("weights", __name__)


@bp.post("/tables/<int:id>/weights")
def weigh(id):
    """From now on; a poll that is open keeps the weights it was opened with."""
    form = WeightsForm.sent(lambda form: rules_page(id, refused=form))
    writing()
    table = find(seen_tables, id)
    require(can_set_rules, table)
    proven()
    seats = {seat.id: seat for seat in table.place.seats if seat.in_force(moment())}
    if any(seat not in seats for seat, _ in form.pairs()):
        raise RuleBroken(CHOOSE, field="seat", status=422)
    for seat, weight in form.pairs():
        seats[seat].weigh(weight, by=me())
    commit()
    return done(
        url_for("table_rules.rules", id=id, _anchor="weights"), {"id": id}, status=200, note=_l("The weights are changed.")
    )
