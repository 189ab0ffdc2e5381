"""Forms of looking for something."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length

from app.forms import Form, listed
from app.words import WORDS


class SearchForm(Form):
    """Bodies by a part of any of their names or codes, by kind and by state."""

    q = StringField(_l("Name, also a former one, or code"), [Length(max=200)])
    kind = SelectField(_l("Kind"), choices=listed(_l("All kinds"), WORDS["organisation"].items()), default="")
    state = SelectField(_l("State"), choices=listed(_l("All states"), WORDS["body"].items()), default="")
