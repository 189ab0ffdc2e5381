"""Doors of what a body is made of and who owns it: its units, and the shares in it."""

from flask import Blueprint

from app.database import commit, writing
from app.doors import done
from app.membership.forms import EndForm
from app.membership.forms.acts import chosen_act
from app.membership.forms.bodies import ShareForm, UnitForm
from app.membership.models import Shareholding, Unit
from app.membership.queries.holdings import shares_in
from app.membership.routes.bodies import edit_address, edit_page
from app.permissions import (
    can_keep_body,
    can_keep_units,
    chosen,
    find,
    me,
    require,
    seen_organisations,
    seen_shares,
    seen_units,
)

bp = Blueprint("bodies_parts", __name__)


@bp.post("/organisations/<int:id>/units")
def begin_unit(id):
    """A department, a sector, an office of the body."""
    form = UnitForm.sent(lambda form: edit_page(id, unit=form))
    since, until = form.span()
    writing()
    body = find(seen_organisations, id)
    require(can_keep_units, body)
    dates = {"since": since, "until": until}
    unit = Unit.begin(body, form.name.data, form.code.data or "", parent=chosen(seen_units, form.parent), by=me(), **dates)
    commit()
    return done(edit_address(body, "units"), {"id": unit.id})


@bp.post("/units/<int:id>/end")
def end_unit(id):
    """The unit ends, with those below it."""
    form = EndForm.sent(lambda _form: edit_page(find(seen_units, id).organisation_id))
    writing()
    unit = find(seen_units, id)
    require(can_keep_units, unit.organisation)
    unit.end(form.end(), by=me())
    commit()
    return done(edit_address(unit.organisation, "units"), {"id": id}, status=200)


@bp.post("/organisations/<int:id>/shares")
def begin_share(id):
    """Who owns how much of the body, from when."""
    form = ShareForm.sent(lambda form: edit_page(id, share=form))
    since, until = form.span()
    writing()
    body = find(seen_organisations, id)
    require(can_keep_body, body)
    facts = {"since": since, "until": until, "act": chosen_act(form), "source": form.source.data or ""}
    share = Shareholding.begin(body, chosen(seen_organisations, form.owner), form.percent(), shares_in(body), by=me(), **facts)
    commit()
    return done(edit_address(body, "owners"), {"id": share.id})


@bp.post("/shares/<int:id>/end")
def end_share(id):
    form = EndForm.sent(lambda _form: edit_page(find(seen_shares, id).body_id))
    writing()
    share = find(seen_shares, id)
    require(can_keep_body, share.body)
    share.end(form.end(), by=me())
    commit()
    return done(edit_address(share.body, "owners"), {"id": id}, status=200)
