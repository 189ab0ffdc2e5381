"""The History of a workspace: where it comes from and goes on, what happened to it, who was in on a day."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.doors import answer
from app.forms import AsOfForm
from app.paging import paged
from app.permissions import find, me, moment, seen_workspaces
from app.workspaces.history_forms import HistoryAsked
from app.workspaces.models import dossier_of
from app.workspaces.queries.history import history_query, pasts_of
from app.workspaces.queries.lineage import family_of
from app.workspaces.queries.listed import with_origin
from app.workspaces.queries.mergers import mergers_of
from app.workspaces.queries.then import then_of
from app.workspaces.routes.frame import framed, tab

bp = Blueprint("history", __name__)

tab("history", _l("History"), "history.history", 70)


@bp.get("/workspaces/<int:id>/history")
def history(id):
    """The newest first, fifty a page, of one kind where the address asks; and how it was on a day."""
    workspace = find(seen_workspaces, id, *with_origin())
    form, asof = HistoryAsked.asked(), AsOfForm.asked()
    sheet = paged(history_query(workspace, me().id, form.group()))
    pasts, family = pasts_of(sheet.rows), family_of(workspace)
    then = then_of(workspace, asof.al.data, moment()) if asof.al.data and not asof.errors else None
    shown = {"items": [each.as_json() for each in pasts], "next": sheet.next, "lineage": family.as_json()}
    mergers = mergers_of(workspace)
    shown["mergers"] = [each.as_json() for each in mergers]
    shown["then"] = then and then.as_json()
    context = {
        "pasts": pasts,
        "sheet": sheet,
        "family": family,
        "mergers": mergers,
        "dossier": dossier_of(workspace),
        "then": then,
        "form": form.at("asked"),
        "asof": asof,
    }
    return answer("workspaces/history.html", shown, **context, **framed(workspace, "history"))
