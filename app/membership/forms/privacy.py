"""Forms of one's own account: a token, an erasure, and the proof that it is she who asks."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.aside import aside
from app.forms import CHOOSE, Form, day, line
from app.membership.models.access_token import LIFETIMES
from app.membership.models.password import is_password
from app.words import WORDS


class HerselfForm(Form):
    """The password again, for those who sign in by one."""

    password = PasswordField(_l("Your password"), [Length(max=1000)])

    def fits(self, person):
        """Does the password fit? About 40 ms of work: asked before the writer's turn."""
        return bool(self.password.data) and aside(is_password, person.password_hash, self.password.data)


class TokenForm(HerselfForm):
    """What a new token is for, what it may do, how long it lives."""

    name = line(_l("What it is for"), 80)
    scope = SelectField(
        _l("What it may do"), [InputRequired(CHOOSE)], choices=[SelectChoice(*each) for each in WORDS["scope"].items()]
    )
    days = SelectField(
        _l("How long it lives"),
        [InputRequired(CHOOSE)],
        coerce=int,
        choices=[SelectChoice(each, _l("%(days)s days", days=each)) for each in LIFETIMES],
        invalid_value_message=CHOOSE,
    )


class ErasureForm(HerselfForm):
    """The wish to be forgotten."""

    sure = BooleanField(_l("I know that this cannot be undone"), [InputRequired(_l("Tick this box if you want to go on."))])


class AccessLogForm(Form):
    """What of the access log: one kind, one person, one day."""

    person = StringField(_l("Name or e-mail address"), [Length(max=200)])
    kind = SelectField(_l("What"), default="", validate_choice=False)
    day = day(_l("Day"), optional=True)
