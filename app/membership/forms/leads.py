"""Forms of leads, and of the list of areas and themes."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, line, listed, one_of
from app.membership.forms.dates import DatesForm
from app.words import WORDS


class RemitForm(Form):
    """An area or a theme added to the list."""

    kind = SelectField(_l("Kind"), [InputRequired(CHOOSE)], choices=listed(_l("Choose…"), WORDS["remit"].items()))
    name = line(_l("Name"))
    name_en = line(_l("Name in English"), optional=True)
    code = line(_l("Code"), 40, optional=True)


class LeadForm(DatesForm):
    """A person is put in charge."""

    remit = one_of(_l("Area or theme"))
    person = one_of(_l("Person"))
    act = one_of(_l("Act"), optional=True)
