"""The text of the minutes and the version that was read."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.forms import Form, text


def version_seen():
    """The number of the version that was on the screen."""
    return IntegerField(_l("Version"), [InputRequired(_l("Say which version you read."))], widget=HiddenInput())


class MinutesForm(Form):
    source = text(_l("Text of the minutes"), 500_000)
    version = version_seen()


class ApprovalForm(Form):
    version = version_seen()
