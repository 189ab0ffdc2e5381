"""Doors of how an act was written down: the form that puts it right."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.membership.forms.acts import CorrectActForm
from app.membership.queries.acts import act_json
from app.permissions import can_correct_act, find, me, require, seen_acts

bp = Blueprint("correcting_acts", __name__)


@bp.get("/acts/<int:id>/correction")
def correction(id):
    return correction_page(id)


@bp.post("/acts/<int:id>")
def correct(id):
    """A typo goes; who put it right, when and in which fields stays in the act's log."""
    form = CorrectActForm.sent(lambda form: correction_page(id, form))
    writing()
    act = find(seen_acts, id)
    require(can_correct_act, act)
    act.correct(**form.facts(), by=me())
    commit()
    return done(url_for("acts.act", id=id), {"id": id}, 200, _l("The act is corrected."))


def correction_page(id, form=None):
    act = find(seen_acts, id)
    require(can_correct_act, act)
    dated = str(act.dated) if act.dated else ""
    form = form or CorrectActForm(None, obj=act, data={"dated": dated})
    return answer("membership/correct_act.html", act_json(act), act=act, form=form)
