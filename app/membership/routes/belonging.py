"""Doors of the people of a body: who belongs to it and who is invited, and the end of belonging."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import Form, listed
from app.membership.forms.invitations import InvitationForm
from app.membership.models.leaving import leave_body
from app.membership.queries.belonging import People, affiliations_at
from app.paging import paged
from app.permissions import (
    can_end_affiliation,
    can_invite,
    can_read_people,
    find,
    me,
    moment,
    require,
    seen_affiliations,
    seen_organisations,
)

bp = Blueprint("belonging", __name__)


@bp.get("/organisations/<int:id>/people")
def people(id):
    return people_page(id)


def people_page(id, form=None):
    organisation = find(seen_organisations, id)
    require(can_read_people, organisation)
    page = People(organisation, moment(), paged(affiliations_at(organisation, moment())))
    form = form or InvitationForm(None)
    form.seat.choices = listed(_l("No seat"), [(each.id, page.seat_name(each)) for each in page.seats])
    return answer("membership/people.html", page.as_json(), organisation=organisation, page=page, form=form)


@bp.post("/affiliations/<int:id>/end")
def end_affiliation(id):
    """She belongs to the body no more, and speaks for it nowhere from this moment on."""
    Form.sent()
    writing()
    affiliation = find(seen_affiliations, id)
    require(can_end_affiliation, affiliation)
    leave_body(affiliation, by=me())
    commit()
    page = url_for("belonging.people", id=affiliation.organisation_id) if can_invite(me(), affiliation.organisation) else "/"
    return done(page, {"id": id}, 200, _l("She does not belong to the body any more, and speaks for it nowhere."))
