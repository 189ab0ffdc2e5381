"""Doors of suspensions: of one mandate, of every mandate of a body, and the end of one."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.membership.forms import SuspensionForm
from app.membership.models import Suspension
from app.membership.routes.delegates import delegates_page
from app.membership.routes.mandates import page_again
from app.membership.routes.seats import own_voice, page_after
from app.permissions import (
    can_lift,
    can_suspend,
    can_suspend_body,
    find,
    me,
    proven,
    require,
    seen_mandates,
    seen_organisations,
    seen_suspensions,
)

bp = Blueprint("suspensions", __name__)


@bp.post("/mandates/<int:id>/suspension")
def suspend(id):
    """One mandate rests: from that moment it gives no right."""
    form = SuspensionForm.sent(lambda form: page_again(id, can_suspend, suspension_form=form))
    since, until = form.span()
    writing()
    mandate = find(seen_mandates, id)
    require(can_suspend, mandate)
    row = mandate.suspend(form.reason.data, since=since, until=until, voice=own_voice(mandate.seat.place), by=me())
    commit()
    return done(page_after(mandate.seat), {"id": row.id}, note=_l("Suspended: until you lift it this mandate gives no right."))


@bp.post("/organisations/<int:id>/suspension")
def suspend_body(id):
    """Every mandate of a body rests, at tables and in workspaces alike."""
    form = SuspensionForm.sent(lambda form: delegates_page(id, suspension_form=form))
    since, until = form.span()
    writing()
    organisation = find(seen_organisations, id)
    require(can_suspend_body, organisation)
    proven()
    row = Suspension.of_body(organisation, form.reason.data, since=since, until=until, by=me())
    commit()
    return done(url_for("delegates.delegates", id=id), {"id": row.id}, note=_l("Suspended: none of its mandates gives a right."))


@bp.post("/suspensions/<int:id>/end")
def lift(id):
    """The rights come back."""
    Form.sent()
    writing()
    suspension = find(seen_suspensions, id)
    require(can_lift, suspension)
    proven()
    mandate = suspension.mandate
    suspension.lift(voice=own_voice(mandate.seat.place) if mandate else None, by=me())
    commit()
    address = page_after(mandate.seat) if mandate else url_for("delegates.delegates", id=suspension.organisation_id)
    return done(address, {"id": id}, status=200, note=_l("The suspension has ended: the rights are back."))
