"""States of proposals: one waits for the keepers of the table, one became an item of a convened agenda."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Proposal
from tests.states.meetings import with_meeting


def proposed(cast):
    names = with_meeting(cast, cast.convened_meeting())
    writing()
    made = Proposal.make(cast.table(), "Mense aperte", "Aprirle a tutti.", "decision", cast.mandate("delegate"))
    commit()
    return names | {"proposal": made.id, "elsewhere": cast.table("VUOTO").id}


def taken_up(cast):
    names = proposed(cast)
    writing()
    proposal = db.session.get(Proposal, names["proposal"])
    proposal.accept(db.session.get(Meeting, names["meeting"]), cast.mandate("secretary"))
    commit()
    return names


STATES = {"proposed": proposed, "proposal taken up": taken_up}
