"""Asking for the floor, declaring a conflict of interest, letting a guest into the room."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, line, one_of
from app.meetings.models.conflict import EFFECTS, LONGEST_REASON
from app.meetings.models.conflict import KINDS as CONFLICTS
from app.meetings.models.floor import KINDS
from app.words import WORDS


def worded(noun, keys):
    return [SelectChoice(key, WORDS[noun][key]) for key in keys]


class HandForm(Form):
    """A hand goes up; `mandate` is whose, where the secretariat raises it for somebody."""

    kind = RadioField(_l("What for"), [InputRequired(CHOOSE)], choices=worded("hand", KINDS), default="contribution")
    mandate = one_of(_l("Whose hand"), optional=True)


class MoveForm(Form):
    """One place up or down in the queue."""

    way = RadioField(_l("Where to"), [InputRequired(CHOOSE)], choices=[("up", _l("Earlier")), ("down", _l("Later"))])


class ConflictForm(Form):
    """A conflict of interest on an item; `mandate` is whose, where the secretariat declares it for somebody."""

    mandate = one_of(_l("Whose conflict"), optional=True)
    kind = RadioField(_l("Where it comes from"), [InputRequired(CHOOSE)], choices=worded("conflict", CONFLICTS))
    effect = RadioField(_l("What follows"), [InputRequired(CHOOSE)], choices=worded("conflict_effect", EFFECTS), default="leaves")
    reason = line(_l("In a few words"), LONGEST_REASON, optional=True)


class VisitForm(Form):
    """A guest of an item enters the room or leaves it."""

    guest = one_of(_l("Guest"))
    way = RadioField(_l("Where to"), [InputRequired(CHOOSE)], choices=[("in", _l("Enters")), ("out", _l("Leaves"))])
