"""The form of a circle: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectMultipleField

from app.forms import Form, identity, line, text


class CircleForm(Form):
    """`people` are mandates in the workspace; where nobody was `named` all of the chosen bodies come in."""

    name = line(_l("Name"), id="circle-name")
    purpose = text(_l("Purpose"), 4000, id="circle-purpose", description=_l("What this group settles among itself."))
    bodies = SelectMultipleField(_l("Organisations"), coerce=identity, validate_choice=False, id="circle-bodies")
    people = SelectMultipleField(_l("People"), coerce=identity, validate_choice=False, id="circle-people")
    named = HiddenField()
    hidden = BooleanField(
        _l("Only those in it know that it exists"),
        id="circle-hidden",
        description=_l("Otherwise everybody in the workspace reads its name, its organisations and how many people are in it."),
    )
