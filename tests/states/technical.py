"""States of technical offices: one is asked about an item, to one an output was handed."""

from app.database import commit, db, writing
from app.meetings.models import AgendaItem, Concern, Handing
from tests.states.meetings import closed, convened


def asked(cast):
    names = convened(cast)
    writing()
    named = Concern.name(db.session.get(AgendaItem, names["item"]), cast.body("PM"), None, cast.mandate("secretary"))
    commit()
    return names | {"concern": named.id, "other_organisation": cast.body("US").id}


def handed(cast):
    names = closed(cast)
    return names | {"handing": db.session.scalar(db.select(Handing.id))}


STATES = {"office asked": asked, "output handed": handed}
