"""Doors of what a table is: its establishment, its rules, their words, its periods, who sees it, its end."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import Form, listed
from app.membership.forms import EndForm
from app.membership.forms.acts import chosen_act, with_acts
from app.membership.forms.tables import PLAIN_RULES, NewTableForm, PeriodForm, TableRulesForm, TableTextsForm
from app.membership.models import Table, TablePeriod
from app.membership.queries.table_words import rules_json
from app.membership.queries.tables import table_json, whole_table
from app.membership.routes.tables import as_keeper, table_page
from app.panels import panels_json, panels_of
from app.permissions import (
    can_end_table,
    can_establish_table,
    can_reserve,
    can_rewrite_table,
    can_set_rules,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_periods,
    seen_tables,
    visible,
)
from app.words import titled

bp = Blueprint("table_rules", __name__)


@bp.get("/tables/new")
def new_table():
    return new_page(NewTableForm(None))


@bp.post("/tables")
def establish():
    """A new table, with no seat yet; its secretariat and its chair are named by mandates in its seats."""
    form = NewTableForm.sent(new_page)
    writing()
    require(can_establish_table, None)
    proven()
    table = Table.establish(code=form.code.data, name=form.name.data, kind=form.kind.data, by=me())
    table.set_rules(**form.rules(), **looked_up(form), by=me())
    commit()
    return done(page_of(table), {"id": table.id, "address": page_of(table)})


@bp.get("/tables/<int:id>/rules")
def rules(id):
    return rules_page(id)


@bp.post("/tables/<int:id>/rules")
def set_rules(id):
    """What the table is and how it decides."""
    form = TableRulesForm.sent(lambda form: rules_page(id, rules_form=form))
    writing()
    table = find(seen_tables, id)
    require(can_set_rules, table)
    proven()
    table.set_rules(**form.rules(), **looked_up(form), by=me())
    commit()
    return done(page_of(table), {"id": id}, status=200, note=_l("The rules of the table are changed."))


@bp.post("/tables/<int:id>/texts")
def rewrite(id):
    """The words in which the rules are told."""
    form = TableTextsForm.sent(lambda form: rules_page(id, texts_form=form))
    writing()
    table = find(seen_tables, id)
    require(can_rewrite_table, table)
    table.rewrite(**form.texts(), **as_keeper(table))
    commit()
    return done(page_of(table), {"id": id}, status=200, note=_l("The words of the rules are changed."))


@bp.post("/tables/<int:id>/periods")
def begin_period(id):
    form = PeriodForm.sent(lambda form: rules_page(id, period_form=form))
    since, until = form.span()
    writing()
    table = find(seen_tables, id)
    require(can_rewrite_table, table)
    period = TablePeriod.begin(table, form.label.data, since, until, **as_keeper(table))
    commit()
    return done(url_for("table_rules.rules", id=id, _anchor="periods"), {"id": period.id})


@bp.post("/periods/<int:id>/end")
def end_period(id):
    """From then on decisions are numbered by the next period, or by the year."""
    form = EndForm.sent(lambda form: rules_page(find(seen_periods, id).table_id, refused=form))
    writing()
    period = find(seen_periods, id)
    require(can_rewrite_table, period.table)
    period.end(form.end(), **as_keeper(period.table))
    commit()
    return done(url_for("table_rules.rules", id=period.table_id, _anchor="periods"), {"id": id}, status=200)


@bp.post("/tables/<int:id>/reservation")
def reserve(id):
    """Only its own mandates see the table from now on."""
    Form.sent(lambda form: table_page(id, refused=form))
    writing()
    table = find(seen_tables, id)
    require(can_reserve, table)
    table.reserve(**as_keeper(table))
    commit()
    mine = db.session.scalar(select(visible(seen_tables, Table.id == id).exists()))
    return done(
        page_of(table) if mine else url_for("tables.tables"), {"id": id}, status=200, note=_l("The table is reserved now.")
    )


@bp.post("/tables/<int:id>/opening")
def open_table(id):
    """Everybody signed in sees its name, composition and calendar again."""
    Form.sent(lambda form: table_page(id, refused=form))
    writing()
    table = find(seen_tables, id)
    require(can_reserve, table)
    proven()
    table.open(**as_keeper(table))
    commit()
    return done(page_of(table), {"id": id}, status=200, note=_l("Everybody who has signed in sees the table now."))


@bp.post("/tables/<int:id>/end")
def end_table(id):
    """From then on it is read only."""
    form = EndForm.sent(lambda form: rules_page(id, end_form=form))
    writing()
    table = find(seen_tables, id)
    require(can_end_table, table)
    table.end(form.end(), by=me())
    commit()
    return done(page_of(table), {"id": id}, status=200)


def new_page(form):
    require(can_establish_table, None)
    return answer("membership/table_new.html", {"kinds": [each.value for each in form.kind.choices]}, form=with_choices(form))


def rules_page(id, rules_form=None, texts_form=None, period_form=None, end_form=None, refused=None):
    table = find(seen_tables, id, *whole_table())
    require(can_rewrite_table, table)
    forms = {
        "rules_form": with_choices(rules_form or TableRulesForm(None, data=recorded(table)), table),
        "texts_form": texts_form or TableTextsForm(None, obj=table),
        "period_form": period_form or PeriodForm(None),
        "end_form": end_form or EndForm(None),
    }
    panels = panels_of("table_rules", table)
    shown = table_json(table) | rules_json(table) | panels_json(panels)
    return answer("membership/table_rules.html", shown, table=table, at=moment(), refused=refused, panels=panels, **forms)


def recorded(table):
    """What the form of the rules shows before anything is typed."""
    facts = {name: getattr(table, name) for name in (*PLAIN_RULES, "name_en", "legal_basis")}
    return facts | {"act": table.act_id, "parent": table.parent_id, "established": table.established and str(table.established)}


def with_choices(form, table=None):
    """The acts and the tables that this one may rest on and stand below."""
    tables = db.session.scalars(visible(seen_tables).order_by(Table.name)).all()
    above = [(each.id, titled(each)) for each in tables if each is not table and each.lives(moment())]
    form.parent.choices = listed(_l("None: it stands by itself"), above)
    return with_acts(form)


def looked_up(form):
    """The act and the table above that were chosen; 422 for what is not among those I see."""
    return {"act": chosen_act(form), "parent": chosen(seen_tables, form.parent)}


def page_of(table):
    return url_for("tables.table", id=table.id)
