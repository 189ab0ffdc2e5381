"""Doors of rosters: the whole composition of a parity table, drafted, changed, put in force on both sides, or withdrawn."""

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import Form
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.tables import ActivationForm, RosterForm, RosterLineForm
from app.membership.models import Roster
from app.membership.queries.rosters import drawn, roster_json, whole_roster
from app.membership.routes.tables import as_keeper, table_page, with_bodies
from app.permissions import (
    can_write_roster,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_organisations,
    seen_rosters,
    seen_tables,
)

bp = Blueprint("rosters", __name__)


@bp.post("/tables/<int:id>/rosters")
def draft(id):
    """A draft that begins as the table is composed now; nothing changes at the table yet."""
    form = RosterForm.sent(lambda form: table_page(id, refused=form))
    writing()
    table = find(seen_tables, id)
    require(can_write_roster, table)
    roster = Roster.draft(table, me(), form.note.data or "")
    commit()
    return done(page_of(roster), {"id": roster.id, "address": page_of(roster)})


@bp.get("/rosters/<int:id>")
def roster(id):
    return roster_page(id)


@bp.post("/rosters/<int:id>/lines")
def add_line(id):
    """One seat more, on one side; the draft may be saved with more seats on one side than on the other."""
    form = RosterLineForm.sent(lambda form: roster_page(id, line_form=form))
    writing()
    roster = find(seen_rosters, id)
    require(can_write_roster, roster.table)
    line = roster.add(chosen(seen_organisations, form.organisation), form.side.data, form.title.data or "")
    commit()
    return done(page_of(roster), {"id": line.id})


@bp.post("/rosters/<int:id>/lines/<int:line_id>/removal")
def drop_line(id, line_id):
    Form.sent(lambda form: roster_page(id, refused=form))
    writing()
    roster = find(seen_rosters, id)
    require(can_write_roster, roster.table)
    roster.drop(next((line for line in roster.lines if line.id == line_id), None) or abort(404))
    commit()
    return done(page_of(roster), {"id": line_id}, status=200)


@bp.post("/rosters/<int:id>/activation")
def activate(id):
    """Both sides change together, at one instant and by one act."""
    form = ActivationForm.sent(lambda form: roster_page(id, activation_form=form))
    writing()
    roster = find(seen_rosters, id)
    require(can_write_roster, roster.table)
    proven()
    roster.activate(form.begin(), chosen_act(form), **as_keeper(roster.table))
    commit()
    return done(url_for("tables.table", id=roster.table_id), {"id": id}, status=200, note=note_of(roster))


@bp.post("/rosters/<int:id>/withdrawal")
def withdraw(id):
    """The draft is put aside."""
    Form.sent(lambda form: roster_page(id, refused=form))
    writing()
    roster = find(seen_rosters, id)
    require(can_write_roster, roster.table)
    roster.withdraw(me())
    commit()
    return done(url_for("tables.table", id=roster.table_id), {"id": id}, status=200, note=_l("The roster is withdrawn."))


def roster_page(id, line_form=None, activation_form=None, refused=None):
    roster = find(seen_rosters, id, *whole_roster())
    writes = roster.state == "draft" and roster.table.lives(moment()) and can_write_roster(me(), roster.table)
    forms = {
        "line_form": with_bodies(line_form or RosterLineForm(None)),
        "activation_form": with_acts(activation_form or ActivationForm(None)),
        "refused": refused,
    }
    missing = roster.missing(moment()) if roster.state == "draft" else []
    context = {"roster": roster, "drawn": drawn(roster), "missing": missing, "writes": writes}
    return answer("membership/roster.html", roster_json(roster), **context, **(forms if writes else {}))


def note_of(roster):
    now = roster.since <= roster.activated_at
    return _l("The roster is in force on both sides.") if now else _l("The roster takes effect on both sides on the day chosen.")


def page_of(roster):
    return url_for("rosters.roster", id=roster.id)
