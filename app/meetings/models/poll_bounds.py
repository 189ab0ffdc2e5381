"""What binds an item and its outputs once they were put to the seats."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import db
from app.errors import RuleBroken
from app.happenings import react
from app.meetings.models.poll import Poll


def stays_as_put(said):
    """An output is not changed while the seats answer on it."""
    with db.session.no_autoflush:
        if any(each.state == "open" for each in said.subject.polls):
            raise RuleBroken(_l("The seats are answering on this output: close or withdraw the poll first."))


def let_go(said):
    """A dropped output leaves its polls behind, with what was put; one that nobody was asked yet is withdrawn."""
    for poll in db.session.scalars(select(Poll).where(Poll.decision_id == said.subject)).all():
        if poll.state == "open":
            raise RuleBroken(_l("The seats are answering on this output: close or withdraw the poll first."))
        if poll.state == "prepared":
            poll.withdraw(said.voice)
        poll.decision = None


def drop_with_item(said):
    """An item leaves the agenda with the polls that nobody was asked; one that was put to the seats stays."""
    for poll in db.session.scalars(select(Poll).where(Poll.item_id == said.subject)).all():
        if poll.opened_at:
            raise RuleBroken(_l("A poll was held on this item: it stays on the agenda."))
        db.session.delete(poll)


react("decision-recorded", stays_as_put)
react("decision-dropped", let_go)
react("item-withdrawn", drop_with_item)
