"""Doors of tables: which there are, who sits at one on a day, and the giving of a seat."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import AsOfForm, listed
from app.membership.forms import SeatForm
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.queries.rosters import roster_line, rosters_of
from app.membership.queries.seats import bodies_living
from app.membership.queries.table_words import told_rules
from app.membership.queries.tables import TableThen, seats_covered, table_json, tables_seen, whole_table
from app.panels import panels_json, panels_of
from app.permissions import (
    can_give_seat,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_organisations,
    seen_tables,
    voice,
    voices_in,
)
from app.permissions.membership import KEEPERS
from app.words import titled

bp = Blueprint("tables", __name__)


@bp.get("/tables")
def tables():
    groups = tables_seen()
    covered = seats_covered(moment())
    shown = [table_json(table) for _, members in groups for _, table in members]
    return answer("membership/tables.html", shown, groups=groups, covered=covered, at=moment())


@bp.get("/tables/<int:id>")
def table(id):
    return table_page(id, AsOfForm.asked(lambda form: table_page(id, form)))


@bp.post("/tables/<int:id>/seats")
def give_seat(id):
    """An organisation takes a seat at the table."""
    form = SeatForm.sent(lambda form: table_page(id, seat_form=form))
    since, until = form.span()
    writing()
    table = find(seen_tables, id)
    require(can_give_seat, table)
    proven()
    organisation = chosen(seen_organisations, form.organisation)
    facts = {"title": form.title.data or "", "act": chosen_act(form), **as_keeper(table)}
    seat = table.place.seat(organisation, "member", since=since, until=until, **facts)
    commit()
    return done(url_for("tables.table", id=id), {"id": seat.id})


def table_page(id, asof=None, seat_form=None, refused=None):
    asof = asof or AsOfForm(None, meta={"csrf": False})
    table = find(seen_tables, id, *whole_table())
    then = TableThen(table, asof.day(moment()), asof.moment(moment()))
    panels, rosters = panels_of("table", table), rosters_of(table) if table.parity else []
    context = {
        "table": table,
        "then": then,
        "panels": panels,
        "rosters": rosters,
        "told_rules": told_rules(table),
        "refused": refused,
        "asof": asof,
        "seat_form": with_acts(with_bodies(seat_form or SeatForm(None))) if gives_one_by_one(table) else None,
    }
    shown = then.as_json() | {"rosters": [roster_line(each) for each in rosters]} | panels_json(panels)
    return answer("membership/table.html", shown, **context)


def gives_one_by_one(table):
    """Is a seat given here by itself, by this reader? At a parity table only a roster changes both sides."""
    return can_give_seat(me(), table) and table.lives(moment()) and not table.parity


def with_bodies(form):
    form.organisation.choices = listed(_l("Choose…"), [(each.id, titled(each)) for each in bodies_living(moment())])
    return form


def as_keeper(table):
    """The secretariat and the chair speak by their mandate, the platform administrator in nobody's name."""
    spoken = bool(voices_in(table.place, roles=KEEPERS))
    return {"voice": voice(table.place, KEEPERS) if spoken else None, "by": me()}
