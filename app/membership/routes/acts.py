"""Doors of acts: which there are, what rests on one, and a new one."""

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, listed
from app.membership.forms.acts import ActForm, ActSearchForm
from app.membership.models import Act
from app.membership.queries.acts import act_json, acts_found
from app.membership.queries.resting import WhatRests
from app.membership.queries.seats import bodies_living
from app.paging import paged
from app.panels import panels_json, panels_of
from app.permissions import (
    bodies_recorded,
    can_record_act,
    can_record_any_act,
    find,
    me,
    moment,
    only_seen,
    require,
    seen_acts,
    seen_organisations,
)
from app.words import titled

bp = Blueprint("acts", __name__)


@bp.get("/acts")
def acts():
    form = ActSearchForm.asked()
    text = (form.q.data or "").strip() if not form.q.errors else ""
    sheet = paged(acts_found(text, form.kind.data if not form.kind.errors else ""))
    return answer("membership/acts.html", sheet.as_json(act_json), form=form, sheet=sheet)


@bp.get("/acts/new")
def new_act():
    return new_act_page(ActForm(None))


@bp.post("/acts")
def record_act():
    form = ActForm.sent(new_act_page)
    writing()
    require(can_record_act, None)
    act = Act.record(organisation=chosen_body(form), by=me(), **form.facts())
    commit()
    return done(url_for("acts.act", id=act.id), {"id": act.id}, note=_("The act is in the archive: add its file."))


@bp.get("/acts/<int:id>")
def act(id):
    act = find(seen_acts, id)
    rests = WhatRests(act)
    panels = panels_of("act", act)
    return answer("membership/act.html", rests.as_json() | panels_json(panels), act=act, rests=rests, panels=panels, now=moment())


def new_act_page(form):
    if not can_record_act(me()):
        abort(403)
    bodies = bodies_to_choose()
    first = _l("Choose…") if not can_record_any_act(me()) else _l("None of this house")
    form.organisation.choices = listed(first, [(each.id, titled(each)) for each in bodies])
    return answer("membership/new_act.html", {"organisations": [each.id for each in bodies]}, form=form)


def bodies_to_choose():
    """The administrator of a body records the acts of her own body only."""
    own = None if can_record_any_act(me()) else bodies_recorded(me())
    return [each for each in bodies_living(moment()) if own is None or each.id in own]


def chosen_body(form):
    """The body whose act it is; without a right to any, it must be one's own."""
    chosen = form.organisation.data
    if can_record_any_act(me()) and chosen is None:
        return None
    organisation = chosen and only_seen(seen_organisations, chosen)
    if not organisation or not (can_record_any_act(me()) or organisation.id in bodies_recorded(me())):
        raise RuleBroken(CHOOSE, field="organisation", status=422)
    return organisation
