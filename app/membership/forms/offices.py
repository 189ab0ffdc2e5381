"""The form that gives an office of the platform."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.database import day_after
from app.forms import CHOOSE, Form, day, line, listed
from app.words import WORDS


class OfficeForm(Form):
    """A person by her address, and what she is to be for the platform."""

    email = line(_l("E-mail address"), 254)
    kind = SelectField(_l("Office"), [InputRequired(CHOOSE)], choices=listed(_l("Choose…"), WORDS["office"].items()))
    until = day(_l("Until, that day included"), optional=True)

    def end(self):
        return self.until.data and day_after(self.until.data)
