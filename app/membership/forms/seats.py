"""Forms of seats and mandates."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, one_of
from app.membership.forms.dates import DatesForm
from app.membership.models.mandate import SPEAKING_ROLES
from app.words import WORDS

ROLES = [SelectChoice(role, WORDS["mandate"][role]) for role in SPEAKING_ROLES]


class SeatForm(DatesForm):
    """An organisation takes a seat."""

    organisation = one_of(_l("Organisation"))


class MandateForm(DatesForm):
    """A person speaks in a seat."""

    person = one_of(_l("Person"))
    role = SelectField(_l("Role"), [InputRequired(CHOOSE)], choices=ROLES)
