"""Forms of invitations: asking somebody in, and coming in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectChoice, SelectField
from wtforms.validators import EqualTo, InputRequired, Length

from app.forms import CHOOSE, Form, line, listed, one_of
from app.membership.models.table_rules import NAMED_BY_BODIES
from app.words import LANGUAGES, WORDS

ROLES = listed(_l("No role"), [(role, WORDS["mandate"][role]) for role in NAMED_BY_BODIES])
LANGUAGE_NAMES = [SelectChoice("it", "Italiano"), SelectChoice("en", "English")]
FILL_IN = InputRequired(_l("Fill in this field."))


class InvitationForm(Form):
    """Somebody is asked to belong to a body."""

    email = line(_l("E-mail address"), 254)
    name = line(_l("Name"), 120)
    language = SelectField(_l("Language of the mail"), [InputRequired(CHOOSE)], choices=LANGUAGE_NAMES, default=LANGUAGES[0])
    administrator = BooleanField(_l("As an administrator of the body: names its delegates and invites its people"))
    seat = one_of(_l("Named at once for a seat"), optional=True)
    role = SelectField(_l("Role in that seat"), choices=ROLES, default="")


class AcceptanceForm(Form):
    """A new account: how she is called, and her password."""

    name = line(_l("Your name"), 120)
    password = PasswordField(_l("Password"), [FILL_IN, Length(max=1000)])
    again = PasswordField(
        _l("The password again"), [FILL_IN, EqualTo("password", _l("The two passwords are not the same: type them again."))]
    )
