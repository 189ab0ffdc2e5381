"""The forms of a merger: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired

from app.forms import Form, identity, line, text
from app.workspaces.models.merger import LONGEST_REASON


class MergerForm(Form):
    """What the new workspace will be, and which ones it is merged from beside the one that proposes it."""

    name = line(_l("Name"), description=_l("Of the new workspace; it may keep the name of one of them."))
    purpose = text(_l("Purpose"), 4000, description=_l("What will exist when the work is done, and for whom."))
    workspaces = SelectMultipleField(
        _l("Merge it with"), [InputRequired(_l("Fill in this field."))], coerce=identity, validate_choice=False
    )


class DeclineForm(Form):
    reason = line(_l("Reason"), LONGEST_REASON, description=_l("Everybody in these workspaces reads it."))
