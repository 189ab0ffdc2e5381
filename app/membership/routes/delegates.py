"""The door of who names for a body: all its seats, who speaks in them, what is vacant, ending or waits."""

from flask import Blueprint

from app.doors import answer
from app.membership.forms import SuspensionForm
from app.membership.queries.delegates import Delegates
from app.permissions import can_read_delegates, find, moment, require, seen_organisations

bp = Blueprint("delegates", __name__)


@bp.get("/organisations/<int:id>/delegates")
def delegates(id):
    return delegates_page(id)


def delegates_page(id, suspension_form=None):
    organisation = find(seen_organisations, id)
    require(can_read_delegates, organisation)
    page = Delegates(organisation, moment())
    form = suspension_form or SuspensionForm(None)
    return answer("membership/delegates.html", page.as_json(), organisation=organisation, page=page, suspension_form=form)
