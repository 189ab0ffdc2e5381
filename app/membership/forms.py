"""The forms of membership: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.forms import Form, day, line
from app.membership.models.place import SPEAKING_ROLES
from app.words import WORDS


class SignInForm(Form):
    email = StringField(_l("E-mail address"), [InputRequired(_l("Fill in this field.")), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in this field.")), Length(max=1000)])
    next = HiddenField()


class SeatForm(Form):
    """An organisation takes a seat from a day on."""

    organisation = SelectField(_l("Organisation"), coerce=int, validate_choice=False)
    since = day(_l("From"), optional=True)
    until = day(_l("Until, that day included"), optional=True)


class EndForm(Form):
    reason = line(_l("Reason"), 300, optional=True)
    until = day(_l("Last day"), optional=True)


class MandateForm(Form):
    person = SelectField(_l("Person"), coerce=int, validate_choice=False)
    role = SelectField(_l("Role"), choices=[(role, WORDS["mandate"][role]) for role in SPEAKING_ROLES])
    since = day(_l("From"), optional=True)
    until = day(_l("Until, that day included"), optional=True)
