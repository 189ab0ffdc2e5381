"""Forms of signing in: who I am, the second factor, a forgotten password."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Optional, StopValidation

from app.forms import Form, line, trim

FILL_IN = InputRequired(_l("Fill in this field."))
UNLIKE = _l("The two do not match. Type both again.")
LONGEST_ANSWER = 20_000  # characters of what a browser says for a security key


class SignInForm(Form):
    email = StringField(_l("E-mail address"), [FILL_IN, Length(max=254)])
    password = PasswordField(_l("Password"), [FILL_IN, Length(max=1000)])
    next = HiddenField()


class ForgottenForm(Form):
    email = StringField(_l("E-mail address"), [FILL_IN, Length(max=254)])


class NewPasswordForm(Form):
    password = PasswordField(_l("New password"), [FILL_IN, Length(max=1000)])
    again = PasswordField(_l("The new password again"), [FILL_IN, EqualTo("password", UNLIKE)])


class ChangePasswordForm(NewPasswordForm):
    old = PasswordField(_l("The password of today"), [FILL_IN, Length(max=1000)])


class CodeOrKey:
    """A code is asked for, unless a key has answered."""

    field_flags = {"required": True}

    def __call__(self, form, field):
        if not field.data and not form.key.data:
            raise StopValidation(_l("Type a code."))


class ProofForm(Form):
    """One of the two: `code` is typed, `key` is filled in by the browser."""

    code = StringField(_l("Code"), [CodeOrKey(), Length(max=60)], filters=[trim])
    key = HiddenField(validators=[Length(max=LONGEST_ANSWER)])
    next = HiddenField()


class EnrolForm(Form):
    """What a new factor is called, and the password where the one who adds it signed in without one."""

    name = line(_l("Name"), 60, optional=True)
    password = PasswordField(_l("Your password"), [Optional(), Length(max=1000)])
    next = HiddenField()


class AuthenticatorForm(EnrolForm):
    sealed = HiddenField(validators=[FILL_IN, Length(max=400)])
    code = StringField(_l("Code of six figures"), [FILL_IN, Length(max=20)], filters=[trim])


class KeyForm(EnrolForm):
    key = HiddenField(validators=[FILL_IN, Length(max=LONGEST_ANSWER)])
