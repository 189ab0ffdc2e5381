"""Actions that pass on: to the successor of a delegate or of a body, or to nobody once their decision is no more what it was."""

from sqlalchemy import select

from app.database import db, utc_now
from app.happenings import react
from app.meetings.models.action import Action
from app.meetings.models.decision import Decision
from app.membership.models import Affiliation, Table


def pass_to_delegate(said):
    """The successor answers for every open action of this table that named her predecessor, for the same body."""
    mandate = said.subject
    before = mandate.predecessor.person
    here = select(Table.id).where(Table.place_id == mandate.seat.place_id)
    mine = Action.waits() & (Action.person_id == before.id) & (Action.organisation_id == mandate.organisation.id)
    for action in db.session.scalars(select(Action).where(Action.table_id.in_(here), mine).order_by(Action.id)).all():
        action.person = mandate.person
        facts = {"before": before, "after": mandate.person}
        action.item.tell("action-passed-on", action, said.voice, person=said.person, **facts)


def pass_to_body(said):
    """The successor takes over what the body it came out of had still to do; who belongs to both goes on doing it."""
    row = said.subject
    if not said.facts["commitments"]:
        return
    query = select(Action).where(Action.waits(), Action.organisation_id == row.from_id).order_by(Action.id)
    for action in db.session.scalars(query).all():
        action.organisation = row.after
        if action.person_id and not belongs(action.person_id, row.to_id):
            action.person = None
        facts = {"before": row.from_id, "after": row.to_id}
        action.item.tell("action-handed-over", action, None, person=said.person, **facts)


def belongs(person_id, organisation_id):
    mine = (Affiliation.person_id == person_id, Affiliation.organisation_id == organisation_id)
    return db.session.scalar(select(Affiliation.id).where(*mine, Affiliation.in_force(utc_now())).limit(1)) is not None


def unsettle(said):
    """Its decision was amended or revoked: each open action waits for a hand that confirms or drops it."""
    decision = said.subject if isinstance(said.subject, Decision) else db.session.get(Decision, said.subject)
    for action in decision.actions:
        if not action.ended:
            action.unsettled_at = utc_now()


def leave_with_output(said):
    """An output that is taken back takes along what was to be done for it."""
    for action in db.session.scalars(select(Action).where(Action.decision_id == said.subject)).all():
        db.session.delete(action)
    db.session.flush()


def leave_with_item(said):
    """An item that leaves the agenda takes along what was noted under it."""
    for action in db.session.scalars(select(Action).where(Action.item_id == said.subject)).all():
        db.session.delete(action)
    db.session.flush()


react("item-withdrawn", leave_with_item)
react("mandate-handed-over", pass_to_delegate)
react("commitments-taken-over", pass_to_body)
react("decision-amended", unsettle)
react("decision-revoked", unsettle)
react("decision-dropped", leave_with_output)
