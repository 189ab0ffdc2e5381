"""What becomes of the resources of a decision, and their sums on the pages of objectives and bodies."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from app.database import commit, db, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, listed
from app.meetings.forms.means import MoveForm
from app.meetings.queries import means as queries
from app.membership.models import Act
from app.panels import shows_on
from app.permissions import can_keep_means, chosen, find, me, require, seen_acts, seen_means, visible
from app.words import WORDS

bp = Blueprint("means", __name__)

MOVES = ("committed", "spent", "cut")
MOST_ACTS = 200

shows_on("objective", "resources", "meetings/_means_of.html", queries.means_of_objective, queries.Sum.as_json)
shows_on("organisation", "resources", "meetings/_means_of.html", queries.means_of_organisation, queries.Sum.as_json)


@bp.get("/means/<int:id>")
def means(id):
    """One line of resources with every row of it, and the form for what becomes of it."""
    return means_page(id)


def means_page(id, form=None):
    row = find(seen_means, id)
    if can_keep_means(me(), row) and row.line.cents is not None and row.decision.adopted_at:
        form = offered(form or MoveForm(formdata=None))
    return answer("meetings/means.html", queries.means_json(row), means=row, decision=row.decision, form=form)


def offered(form):
    form.what.choices = [SelectChoice(each, WORDS["means_state"][each]) for each in MOVES]
    acts = db.session.scalars(visible(seen_acts).order_by(Act.id.desc()).limit(MOST_ACTS))
    form.act.choices = listed(_l("No act"), [(each.id, each.title) for each in acts])
    return form


@bp.post("/means/<int:id>/rows")
def move(id):
    """Committed, spent or cut: a new row, never another amount in the old one."""
    form = MoveForm.sent(lambda form: means_page(id, form))
    writing()
    row = find(seen_means, id)
    require(can_keep_means, row)
    if form.what.data not in MOVES:
        raise RuleBroken(CHOOSE, field="what", status=422)
    row.move(form.what.data, form.amount.data or 0, form.note.data or "", me(), chosen(seen_acts, form.act))
    commit()
    return done(url_for("means.means", id=id), queries.means_json(row), 201, _l("Noted as a new row."))
