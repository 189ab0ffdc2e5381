"""States of an executive output: linked to an older decision, with resources by party, objected to; a sitting opened again."""

from app.database import commit, db, writing
from app.meetings.models import Answer, DecisionLink
from app.meetings.models.means import Brought, bring
from tests.states.meetings import with_meeting


def linked(cast):
    """An output of an open sitting revokes the decision of an older one."""
    _, target = cast.closed_meeting()
    meeting = cast.open_meeting()
    writing()
    db.session.refresh(meeting)
    voice = cast.mandate("secretary")
    decision = meeting.items[0].decide(voice, **cast.parts())
    link = DecisionLink.write(decision, target, "revokes", voice)
    commit()
    return with_meeting(cast, meeting, decision) | {"target": target.id, "link": link.id}


def resourced(cast):
    """An adopted decision takes money of the body that answers for it."""
    meeting = cast.open_meeting(items=("Alloggi",))
    writing()
    db.session.refresh(meeting)
    voice = cast.mandate("secretary")
    decision = meeting.items[0].decide(voice, **cast.parts(no_resources=False))
    bring(decision, [Brought(cast.body("PM"), "money", "own", 2027, 100_00)], cast.person("secretary"))
    meeting.close(voice)
    commit()
    return with_meeting(cast, meeting, decision) | {"means": decision.means[0].id}


def objected(cast):
    meeting, decision = cast.closed_meeting()
    writing()
    Answer.give(decision, "objected", "Mancano i dati.", cast.person("delegate"))
    commit()
    return with_meeting(cast, meeting, decision)


def reopened(cast):
    meeting, decision = cast.closed_meeting()
    writing()
    meeting.reopen("Un termine sbagliato", cast.mandate("secretary"))
    commit()
    return with_meeting(cast, meeting, decision)


STATES = {"linked": linked, "resourced": resourced, "objected": objected, "reopened": reopened}
