"""The forms of reading: how far one has read, and what one has begun to write."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.forms import Form, one_of, text
from app.workspaces.models.reading import LONGEST_DRAFT


class ReadingForm(Form):
    """Empty: up to the last message; `unread`: from this message on it is to be read again."""

    up_to = one_of(_l("Message"), optional=True)
    unread = BooleanField(_l("Unread from here"))


class ReadAllForm(Form):
    """`up_to` is the last message there was when the page was made: what came later stays unread."""

    up_to = one_of(_l("Message"))


class DraftForm(Form):
    body = text(_l("Message"), LONGEST_DRAFT, optional=True)
