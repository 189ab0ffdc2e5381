"""Doors of import and export: a check that changes nothing, the import, and the same rows on their way out."""

from flask import Blueprint, abort, make_response, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.access_log import log_access
from app.database import commit, give_up_turn, writing
from app.doors import answer, as_file, done
from app.errors import RuleBroken
from app.membership.forms.sheets import SheetForm
from app.permissions import can_exchange, me, moment, proven, require
from app.sheets import CSV, SHEETS, bring_in, read_sheet, written

bp = Blueprint("sheets", __name__)

# More than this is brought in by the command, which does not keep others waiting.
MOST_ROWS = 1000


@bp.get("/sheets")
def sheets():
    kinds = [each for each in SHEETS.values() if can_exchange(me(), each)] or abort(403)
    return answer("membership/sheets.html", [sheet_json(each) for each in kinds], kinds=kinds)


@bp.get("/sheets/<kind>")
def sheet(kind):
    return sheet_page(kind)


@bp.post("/sheets/<kind>/check")
def check(kind):
    """What an import would do, row by row; nothing is changed."""
    form = SheetForm.sent(lambda form: sheet_page(kind, form))
    writing()
    sheet = sheet_of(kind)
    report, text = take_in(sheet, form)
    give_up_turn()
    form.text.data = text
    return sheet_page(kind, form, report)


@bp.post("/sheets/<kind>")
def import_rows(kind):
    """All rows, or none where one is wrong."""
    form = SheetForm.sent(lambda form: sheet_page(kind, form))
    writing()
    sheet = sheet_of(kind)
    proven()
    report, form.text.data = take_in(sheet, form)
    if report.faults:
        give_up_turn()
        return make_response(sheet_page(kind, form, report), 422)
    log_access(f"{kind}-imported", person=me(), new=report.new, changed=report.changed)
    commit()
    note = ngettext("%(num)s row is in.", "%(num)s rows are in.", report.new + report.changed)
    return done(url_for("sheets.sheet", kind=kind), report.as_json(), 200, note)


@bp.post("/sheets/<kind>/export")
def export(kind):
    """The rows as a file; a POST, since taking a whole list out is written down."""
    SheetForm.sent(lambda form: sheet_page(kind, form))
    writing()
    sheet = sheet_of(kind)
    proven()
    text = "".join(written(sheet))
    log_access(f"{kind}-exported", person=me())
    commit()
    return as_file(text, f"{kind}.csv", CSV)


def sheet_of(kind):
    """A sheet of this kind for who may exchange it; the same 404 where there is none, 403 where it is not hers."""
    sheet = SHEETS.get(kind) or abort(404)
    require(can_exchange, sheet)
    return sheet(moment())


def take_in(sheet, form):
    """(report, text of the file) of a sheet taken in within this transaction."""
    raw = form.raw()
    lines = read_sheet(raw, sheet)
    if len(lines) > MOST_ROWS:
        sentence = _l("Here at most %(most)s rows come in at once: for more, use the command flask import.", most=MOST_ROWS)
        raise RuleBroken(sentence, field="file", status=422)
    return bring_in(sheet, lines), raw.decode("utf-8-sig")


def sheet_page(kind, form=None, report=None):
    sheet = sheet_of(kind)
    shown = sheet_json(sheet) | ({"report": report.as_json()} if report else {})
    return answer("membership/sheet.html", shown, sheet=sheet, form=form or SheetForm(None), report=report)


def sheet_json(sheet):
    return {"kind": sheet.kind, "columns": list(sheet.columns), "address": f"/sheets/{sheet.kind}"}
