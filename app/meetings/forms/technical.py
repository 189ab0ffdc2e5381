"""Naming the bodies that an item concerns, and the opinion of their technical office."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, day, one_of, text
from app.meetings.forms.points import words
from app.meetings.models.concern import LONGEST, VERDICTS


class ConcernForm(Form):
    organisation = one_of(_l("Organisation"))
    due_on = day(_l("Opinion due by"), optional=True, description=_l("Empty: with the papers."))


class AdviceForm(Form):
    verdict = SelectField(_l("Opinion"), [InputRequired(CHOOSE)], choices=words("advice", VERDICTS), default=VERDICTS[0])
    text = text(_l("Reasons"), LONGEST, optional=True)
    give = BooleanField(_l("Give it now: everybody who sees the item reads it"))
