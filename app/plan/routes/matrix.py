"""Doors of the matrix: work beside the objectives of an edition, as a page and as a sheet."""

from flask import Blueprint, abort, request
from flask_babel import lazy_gettext as _l

from app.doors import answer, as_file
from app.forms import listed
from app.panels import panels_of
from app.permissions import me, moment
from app.plan.forms import MatrixForm
from app.plan.queries import edition_json, edition_shown, editions, tree_of
from app.plan.queries.matrix import lines_of_sheet, matrix_json, matrix_of
from app.sheets import CSV, line_of, safe
from app.words import titled

bp = Blueprint("matrix", __name__)

COLUMNS = ("workspace", "code", "objective", "sign", "score", "reason", "assessment")


@bp.get("/plan/coherence")
def matrix():
    """Which work helps which objective, which hinders it, and what has nothing."""
    every, edition, tree, form, shown = asked()
    told = {"edition": edition and edition_json(edition)} | matrix_json(shown)
    context = {"editions": every, "edition": edition, "form": form, "matrix": shown, "filtered": is_filtered(form)}
    return answer("plan/matrix.html", told, **context)


@bp.get("/plan/coherence.csv")
def matrix_sheet():
    _every, _edition, tree, _form, shown = asked()
    lines = [line_of(COLUMNS), *(line_of(safe(str(cell)) for cell in row) for row in lines_of_sheet(shown, tree))]
    return as_file("".join(lines), "coherence.csv", CSV)


def asked():
    """The editions, the one asked for with its tree, the form of what to show, and the matrix of what the reader may see."""
    me()
    every = editions()
    edition = edition_shown(every, request.args.get("edition", ""), moment())
    if edition is None and request.args.get("edition"):
        abort(404)
    tree = tree_of(edition) if edition else []
    form = MatrixForm.asked()
    tops = [branch.objective for branch in tree if not branch.depth and branch.children]
    form.area.choices = listed(_l("All areas"), [(each.id, titled(each)) for each in tops])
    rows = [row for _panel, rows in panels_of("coherence", edition) for row in rows] if edition else []
    chosen = {"area_id": value(form.area), "sign": value(form.sign) or "", "gap": value(form.gap) or ""}
    return every, edition, tree, form, matrix_of(tree, rows, **chosen)


def value(field):
    return None if field.errors else field.data


def is_filtered(form):
    return any(value(field) for field in (form.area, form.sign, form.gap))
