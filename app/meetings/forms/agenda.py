"""A meeting and the items of its agenda."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import TimeField
from wtforms.validators import InputRequired

from app.database import ROME
from app.forms import Form, day, line, one_of
from app.meetings.forms.points import length_of_sitting
from app.membership.models.guest import LONGEST_PURPOSE


class Hour(TimeField):
    def __init__(self, label=None, validators=None, **options):
        super().__init__(label, validators, format=["%H:%M", "%H.%M"], **options)

    def process_formdata(self, valuelist):
        typed = [value.strip() for value in valuelist if value.strip()]
        try:
            super().process_formdata(typed)
        except ValueError as error:
            sentence = _l("“%(typed)s” is not a time of day. Write it like 10:30.", typed=typed[0][:30])
            raise ValueError(sentence) from error


class MeetingForm(Form):
    title = line(_l("Title"))
    day = day(_l("Day"))
    time = Hour(_l("Begins at"), [InputRequired(_l("Fill in this field."))], description=_l("The time of Rome, like 10:30."))
    location = line(_l("Place"), optional=True)
    planned_minutes = length_of_sitting()

    def starts_at(self):
        return datetime.combine(self.day.data, self.time.data, ROME).astimezone(UTC)


class GuestForm(Form):
    """A guest of one item: a person by her address, her body, what for, until when."""

    email = line(_l("E-mail address of the guest"), 254)
    organisation = one_of(_l("For which organisation"))
    purpose = line(_l("What for"), LONGEST_PURPOSE, description=_l("Everybody who sees the item reads it."))
    until = day(_l("Last day"), description=_l("A year at most; you are asked before it ends."))
