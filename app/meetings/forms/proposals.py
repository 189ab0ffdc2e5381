"""Proposing an item to a table, and reviewing it."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, line, one_of, text
from app.meetings.forms.points import words
from app.meetings.models.proposal import KINDS, LONGEST_NOTE, LONGEST_REASON


class ProposalForm(Form):
    title = line(_l("Title of the item"))
    note = text(_l("What it is about, and what the table should do"), LONGEST_NOTE)
    kind = SelectField(_l("What it is for"), [InputRequired(CHOOSE)], choices=words("item", KINDS), default=KINDS[0])


class SendingForm(ProposalForm):
    """The same, to a table that one chooses."""

    table = one_of(_l("To which table"))


class AcceptForm(Form):
    meeting = one_of(_l("Onto which agenda"), optional=True)


class ReturnForm(Form):
    reason = text(_l("Why it goes back"), LONGEST_REASON, description=_l("Who proposed it reads it."))
