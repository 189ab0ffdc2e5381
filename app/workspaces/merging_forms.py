"""The forms of a merger: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired, Length

from app.forms import Form, identity, line, text
from app.workspaces.models.merger import HOW_MANY, LONGEST_REASON, MOST_MERGED


class MergerForm(Form):
    """What the new workspace will be, and which ones it is merged from beside the one that proposes it."""

    name = line(_l("Name"), description=_l("Of the new workspace; it may keep the name of one of them."))
    purpose = text(_l("Purpose"), 4000, description=_l("What will exist when the work is done, and for whom."))
    workspaces = SelectMultipleField(
        _l("Merge it with"),
        [InputRequired(HOW_MANY), Length(max=MOST_MERGED - 1, message=HOW_MANY)],
        coerce=identity,
        validate_choice=False,
    )


class DeclineForm(Form):
    reason = line(_l("Reason"), LONGEST_REASON, description=_l("Everybody in these workspaces reads it."))
