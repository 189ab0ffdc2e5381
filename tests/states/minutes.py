"""States of minutes in view: put there, contested by the other delegate, answered; published minutes."""

from app.database import commit, db, writing
from app.meetings.models import Minutes
from app.rendering import render
from tests.states.meetings import drafted


def in_view(cast):
    names = drafted(cast)
    writing()
    db.session.get(Minutes, names["minutes"]).circulate(1, cast.mandate("secretary"))
    commit()
    return names


def contested(cast):
    names = in_view(cast)
    writing()
    made = db.session.get(Minutes, names["minutes"]).contest("Testo", "Manca il resto.", cast.mandate("other_delegate"))
    commit()
    return names | {"contestation": made.id}


def answered(cast):
    names = contested(cast)
    writing()
    minutes, secretary = db.session.get(Minutes, names["minutes"]), cast.mandate("secretary")
    minutes.contestations[0].rectify("Testo intero", render("Testo intero"), 1, "", secretary)
    commit()
    return names


STATES = {"minutes in view": in_view, "minutes contested": contested, "minutes rectified": answered}
