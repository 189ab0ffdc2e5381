"""Forms of seats and mandates."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.forms import CHOOSE, Form, line, one_of
from app.membership.forms.dates import DatesForm
from app.membership.models.mandate import SPEAKING_ROLES
from app.words import WORDS

ROLES = [SelectChoice(role, WORDS["mandate"][role]) for role in SPEAKING_ROLES]
MOST_SUBSTITUTES = 9


class SeatForm(DatesForm):
    """An organisation takes a seat."""

    organisation = one_of(_l("Organisation"))
    title = line(_l("Title of the seat"), optional=True)
    act = one_of(_l("Appointing act"), optional=True)


class MandateForm(DatesForm):
    """A person speaks in a seat; with `takes_over` the delegate of that day gives way to her."""

    person = one_of(_l("Person"))
    role = SelectField(_l("Role"), [InputRequired(CHOOSE)], choices=ROLES)
    takes_over = BooleanField(_l("Takes over from the delegate of that day"))
    rank = IntegerField(
        _l("Order among the substitutes"),
        [Optional(), NumberRange(1, MOST_SUBSTITUTES, _l("Write a number from 1 to 9."))],
    )
    act = one_of(_l("Appointing act"), optional=True)


class RenewalForm(DatesForm):
    """The same person goes on where the mandate ends."""

    act = one_of(_l("Appointing act"), optional=True)


class RefusalForm(Form):
    """A nomination is sent back."""

    reason = line(_l("Reason"), 300)


class SuspensionForm(DatesForm):
    """Rights rest for a time, or until somebody lifts the suspension."""

    reason = line(_l("Reason"), 300)
