"""What a delegate had to do passes to her successor: the decisions of her table that she answered for in person."""

from sqlalchemy import select

from app.database import db, utc_now
from app.happenings import announce, react
from app.meetings.models.decision import Decision
from app.membership.models import Table


def pass_on(said):
    """The successor answers for every decision of this table that named her predecessor, for the same body.

    The decision was the body's and stays so: minutes and the public page name no person. The log keeps who answered.
    """
    mandate = said.subject
    before, at = mandate.predecessor.person, utc_now()
    here = select(Table.id).where(Table.place_id == mandate.seat.place_id)
    query = select(Decision).where(Decision.table_id.in_(here), Decision.responsible_person_id == before.id)
    for decision in db.session.scalars(query.order_by(Decision.id)).all():
        if decision.answering(at) is mandate.organisation:
            decision.responsible_person = mandate.person
            facts = {"before": before, "after": mandate.person}
            announce(decision.item.meeting, "decision-passed-on", decision, voice=said.voice, person=said.person, **facts)


react("mandate-handed-over", pass_on)
