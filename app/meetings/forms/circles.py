"""A note to one's own side of a parity table."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, one_of, text
from app.meetings.models.circle_note import LONGEST


class CircleNoteForm(Form):
    body = text(_l("Note"), LONGEST)
    item = one_of(_l("On which item"), optional=True)
