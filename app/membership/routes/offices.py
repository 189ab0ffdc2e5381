"""Doors of the offices of the platform: who holds one, giving one and ending one."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import Form
from app.membership.forms.offices import OfficeForm
from app.membership.models import Office, told_dates, told_person
from app.membership.models.giving_offices import end_office, give_office
from app.permissions import (
    can_administer,
    can_end_office,
    can_read_offices,
    find,
    me,
    moment,
    proven,
    require,
    seen_offices,
    visible,
)

bp = Blueprint("offices", __name__)


@bp.get("/offices")
def offices():
    return offices_page()


@bp.post("/offices")
def give():
    """Somebody else becomes administrator, auditor or an office of the platform."""
    form = OfficeForm.sent(offices_page)
    writing()
    require(can_administer, None)
    proven()
    office = give_office(form.email.data, form.kind.data, until=form.end(), by=me())
    commit()
    return done(url_for("offices.offices"), {"id": office.id}, note=_l("%(name)s holds the office now.", name=office.person.name))


@bp.post("/offices/<int:id>/end")
def end(id):
    Form.sent(lambda form: offices_page(refused=form))
    writing()
    office = find(seen_offices, id, joinedload(Office.person))
    require(can_end_office, office)
    proven()
    end_office(office, by=me())
    commit()
    address = url_for("offices.offices") if office.person_id != me().id else url_for("people.my_page")
    return done(address, {"id": id}, 200, _l("The office has ended."))


def offices_page(form=None, refused=None):
    require(can_read_offices, None)
    held = visible(seen_offices, Office.in_force(moment())).options(joinedload(Office.person)).order_by(Office.kind, Office.id)
    rows = db.session.scalars(held).all()
    shown = [{"id": each.id, "kind": each.kind, "person": told_person(each.person), **told_dates(each)} for each in rows]
    return answer("membership/offices.html", shown, offices=rows, form=form or OfficeForm(None), refused=refused)
