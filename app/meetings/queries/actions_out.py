"""The board of actions counted, and its rows on their way out."""

from sqlalchemy import func, select

from app.database import day_of, db
from app.meetings.models import Action
from app.meetings.queries.decision_register import COUNTED, Share
from app.permissions import moment
from app.words import titled

ACTION_COLUMNS = ("decision", "table", "text", "organisation", "due_on", "state", "begun_on", "done_on", "evidence", "address")


def share_of_actions(query):
    """How much of the first rows of a query of actions is done; it leaves out what was dropped."""
    ids = query.with_only_columns(Action.id).limit(COUNTED + 1)
    state = Action.state(day_of(moment()))
    counted = select(state, func.count()).where(Action.id.in_(select(ids.subquery().c.id))).group_by(state)
    share = Share(**dict(db.session.execute(counted).all()))
    share.more = share.total > COUNTED
    return share


def action_rows(actions, address):
    """Rows of the sheet, in the order of ACTION_COLUMNS."""
    today = day_of(moment())
    for each in actions:
        yield (
            each.decision.label if each.decision else "", titled(each.table), each.text,
            titled(each.organisation) if each.organisation else "", each.due_on, each.state(today),
            each.begun_at and day_of(each.begun_at), each.done_at and day_of(each.done_at), each.evidence, address(each),
        )  # fmt: skip
