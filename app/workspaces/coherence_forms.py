"""The form by which an assessment of a workspace is asked for."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.forms import Form, day, identity, text


class CoherenceForm(Form):
    """What the plan office is asked, by when, and which objectives the work touches without serving them."""

    question = text(_l("What you ask"), 2000, optional=True, id="coherence-question")
    due_on = day(_l("Due by, that day included"), id="coherence-due-on")
    touches = SelectMultipleField(
        _l("Other objectives that it touches, neutral to you"),
        coerce=identity,
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        id="coherence-touches",
    )
