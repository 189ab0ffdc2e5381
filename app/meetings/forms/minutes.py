"""The text of the minutes and the version that was read; a passage contested, its answer, a rectification."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.forms import Form, text
from app.meetings.models.contestation import LONGEST_PASSAGE, LONGEST_TEXT


def version_seen():
    """The number of the version that was on the screen."""
    return IntegerField(_l("Version"), [InputRequired(_l("Say which version you read."))], widget=HiddenInput())


class MinutesForm(Form):
    source = text(_l("Text of the minutes"), 500_000)
    version = version_seen()


class ApprovalForm(Form):
    version = version_seen()


class ContestForm(Form):
    """What the minutes say, and what they should say."""

    passage = text(_l("Passage"), LONGEST_PASSAGE, description=_l("Copy it from the minutes, word by word."))
    text = text(_l("What is wrong, and how it should read"), LONGEST_TEXT)


class RectifyForm(MinutesForm):
    """The text as it reads once the contestation is upheld."""

    answer = text(_l("A word to whoever contested"), LONGEST_TEXT, optional=True)


class RefusalForm(Form):
    reason = text(_l("Why the text stays as it is"), LONGEST_TEXT, description=_l("Everybody at the table reads it."))


class RectificationForm(MinutesForm):
    """Another version of published minutes."""

    reason = text(_l("Why they are rectified"), LONGEST_TEXT, description=_l("Everybody reads it beside the new text."))
