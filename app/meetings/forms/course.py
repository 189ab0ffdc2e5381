"""The course of a sitting: the item it passes to, why it is suspended, the lines of its running record."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.forms import Form, line, one_of, text
from app.meetings.models.note import LONGEST_LINE


class TakeUpForm(Form):
    item = one_of(_l("Item"))


class PauseForm(Form):
    reason = line(_l("Why, or until when"), 200, optional=True)


class NoteForm(Form):
    text = text(_l("New line of the record"), LONGEST_LINE)
    item = one_of(_l("About the item"), optional=True)


class RewordNoteForm(Form):
    """`revision` is that of the line that was on the screen."""

    text = text(_l("Line of the record"), LONGEST_LINE)
    revision = IntegerField(_l("Version"), [InputRequired(_l("Say which version you read."))], widget=HiddenInput())
