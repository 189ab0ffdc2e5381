"""Doors of reserved tables that nobody keeps: their names, and naming who keeps one again."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import listed
from app.membership.forms.keepers import KeeperForm
from app.membership.models import Table
from app.membership.models.keeping import name_keeper
from app.membership.queries.seats import bodies_living
from app.permissions import (
    can_name_keeper,
    chosen,
    find,
    me,
    moment,
    proven,
    require,
    seen_organisations,
    seen_unkept,
    visible,
)
from app.words import titled

bp = Blueprint("keepers", __name__)


@bp.get("/tables/unkept")
def unkept():
    return unkept_page()


@bp.post("/tables/<int:id>/keepers")
def keep(id):
    """Who is named holds the secretariat: she opens the table, or names the others."""
    form = KeeperForm.sent(lambda form: unkept_page(id, form))
    writing()
    table = find(seen_unkept, id, joinedload(Table.place))
    require(can_name_keeper, table)
    proven()
    mandate = name_keeper(table, chosen(seen_organisations, form.organisation), form.email.data, by=me())
    commit()
    note = _l("%(name)s keeps the table now.", name=mandate.person.name)
    return done(url_for("keepers.unkept"), {"id": mandate.id}, note=note)


def unkept_page(id=None, form=None):
    """`form` as sent belongs to the table with this number; the others have one of their own."""
    require(can_name_keeper, None)
    tables = db.session.scalars(visible(seen_unkept).order_by(Table.name, Table.id)).all()
    choices = listed(_l("Choose…"), [(each.id, titled(each)) for each in bodies_living(moment())])
    rows = [(table, form if form and table.id == id else KeeperForm(None)) for table in tables]
    for table, each in rows:
        each.at(f"table-{table.id}").organisation.choices = choices
    return answer("membership/tables_unkept.html", [{"id": each.id, "name": each.name} for each in tables], rows=rows)
