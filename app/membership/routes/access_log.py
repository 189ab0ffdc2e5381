"""Doors of the access log: read it, and take it out as a file; both are accesses themselves."""

from flask import Blueprint

from app.access_log import log_access
from app.database import commit, db, writing
from app.doors import answer, as_file
from app.membership.forms import AccessLogForm
from app.membership.queries.accesses import COLUMNS, accesses_found, entry_cells, entry_json, kinds_logged, names_in
from app.paging import paged
from app.permissions import can_read_access_log, me, moment, proven, require, seen_accesses
from app.sheets import CSV, line_of, safe

bp = Blueprint("access_log", __name__)


@bp.get("/access-log")
def access_log():
    return access_log_page(AccessLogForm.asked())


@bp.post("/access-log/export")
def export():
    """The entries asked for as CSV; a POST, since taking a log out is written down."""
    form = AccessLogForm.sent(access_log_page)
    writing()
    require(can_read_access_log, None)
    proven()
    entries = db.session.scalars(accesses_found(seen_accesses(me().id, moment()), form)).all()
    names = names_in(entries)
    log_access("access-log-exported", person=me(), rows=len(entries))
    commit()
    lines = [line_of(COLUMNS), *(line_of(safe(cell) for cell in entry_cells(each, names)) for each in entries)]
    return as_file("".join(lines), "access-log.csv", CSV)


def access_log_page(form):
    require(can_read_access_log, None)
    sheet = paged(accesses_found(seen_accesses(me().id, moment()), form))
    names = names_in(sheet.rows)
    form.kind.choices = kinds_logged()
    log_access("access-log-read", person=me())
    return answer(
        "membership/access_log.html", sheet.as_json(lambda row: entry_json(row, names)), form=form, sheet=sheet, names=names
    )
