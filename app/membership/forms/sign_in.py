"""Forms of signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.forms import Form


class SignInForm(Form):
    email = StringField(_l("E-mail address"), [InputRequired(_l("Fill in this field.")), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in this field.")), Length(max=1000)])
    next = HiddenField()
