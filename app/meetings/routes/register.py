"""The register of decisions and the board of actions: narrowed by the address, counted, taken out as a sheet or a calendar."""

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from app.database import db
from app.doors import answer, as_file
from app.meetings.deadlines import KIND, calendar_of
from app.meetings.forms.actions import ActionsAsked, DecisionsAsked
from app.meetings.models import Action, Decision
from app.meetings.queries.actions import action_json, listed_actions
from app.meetings.queries.actions_out import ACTION_COLUMNS, action_rows, share_of_actions
from app.meetings.queries.decision_register import (
    COLUMNS,
    offer_filters,
    register,
    rows_out,
    share_of,
    shares,
    stands,
    whole_register,
)
from app.meetings.queries.decisions import decision_json
from app.outbox import absolute
from app.paging import paged
from app.permissions import moment, note_readings
from app.sheets import CSV, line_of, safe

bp = Blueprint("decision_register", __name__)

# A file holds at most so many rows; who needs more narrows the list, or reads it page by page as JSON.
MOST_ROWS = 20_000
BY = ("organisation", "table")


def decisions_page():
    """The register: what is asked, how much of it is carried out, and a page of it."""
    form = DecisionsAsked.asked()
    asked = form.asked_for()
    sheet = paged(whole_register(asked))
    note_readings(sheet.rows)
    share = share_of(register(asked, Decision.adopted_at.is_not(None), *stands()))
    shown = sheet.as_json(decision_json) | {"carried_out": share.as_json()}
    context = {"sheet": sheet, "share": share, "form": offer_filters(form).at("asked"), "asked": asked}
    return answer("meetings/decisions.html", shown, **context)


@bp.get("/decisions/shares")
def shares_page():
    """How much is carried out by each organisation and by each table."""
    asked = DecisionsAsked.asked().asked_for()
    found = {by: shares(asked, by) for by in BY}
    return answer("meetings/shares.html", {by: [each.as_json() for each in found[by]] for by in BY}, found=found, asked=asked)


@bp.get("/decisions.csv")
def decisions_sheet():
    rows = exported(whole_register(DecisionsAsked.asked().asked_for()))
    return sheet_of("decisions", COLUMNS, rows_out(rows, lambda each: absolute(url_for("decisions.decision", id=each.id))))


@bp.get("/decisions.ics")
def decisions_calendar():
    """The deadlines of what is adopted and not carried out yet."""
    waits = (Decision.adopted_at.is_not(None), Decision.executed_at.is_(None), Decision.due_on.is_not(None))
    rows = exported(register(DecisionsAsked.asked().asked_for(), *waits))
    days = [("decision", each.id, each.due_on, title_of(each), url_for("decisions.decision", id=each.id)) for each in rows]
    return as_file(calendar_of(days, moment()), "decisions.ics", KIND)


@bp.get("/actions")
def actions():
    """The board of actions by body, table and deadline."""
    form = ActionsAsked.asked()
    asked = form.asked_for()
    sheet = paged(listed_actions(asked))
    note_readings(sheet.rows)
    share = share_of_actions(listed_actions({"state": "all"} | asked, Action.dropped_at.is_(None)))
    shown = sheet.as_json(action_json) | {"carried_out": share.as_json()}
    context = {"sheet": sheet, "share": share, "form": offer_filters(form).at("asked"), "asked": asked}
    return answer("meetings/actions.html", shown, **context)


@bp.get("/actions.csv")
def actions_sheet():
    rows = exported(listed_actions(ActionsAsked.asked().asked_for()))
    return sheet_of("actions", ACTION_COLUMNS, action_rows(rows, lambda each: absolute(url_for("actions.action", id=each.id))))


@bp.get("/actions.ics")
def actions_calendar():
    rows = exported(listed_actions(ActionsAsked.asked().asked_for(), Action.waits(), Action.due_on.is_not(None)))
    days = [("action", each.id, each.due_on, each.text[:120], url_for("actions.action", id=each.id)) for each in rows]
    return as_file(calendar_of(days, moment()), "actions.ics", KIND)


def exported(query):
    """The rows of a file; 413 where there are more than it holds."""
    rows = db.session.scalars(query.limit(MOST_ROWS + 1)).all()
    if len(rows) > MOST_ROWS:
        abort(413)
    return note_readings(rows)


def sheet_of(name, columns, rows):
    lines = [line_of(columns), *(line_of(safe(cell) for cell in row) for row in rows)]
    return as_file("".join(lines), f"{name}.csv", CSV)


def title_of(decision):
    return f"{_('Decision %(label)s', label=decision.label)}: {decision.text[:120]}"
