"""The rhythm of a series of meetings, and its end."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, day, line
from app.meetings.forms.agenda import Hour
from app.meetings.forms.points import length_of_sitting, whole, words
from app.meetings.models.rhythm import MOST, NTHS, UNITS
from app.meetings.models.series import MOST_AHEAD


class SeriesForm(Form):
    title = line(_l("Title of each meeting"))
    every = whole(_l("Every"), 1, max(MOST.values()), optional=False, default=1)
    unit = SelectField(_l("Weeks or months"), [InputRequired(CHOOSE)], choices=words("rhythm", UNITS), default="month")
    weekday = SelectField(
        _l("Day of the week"), [InputRequired(CHOOSE)], coerce=int, choices=words("weekday", range(7)), default=0
    )
    nth = SelectField(
        _l("Which one of the month"),
        coerce=int,
        choices=words("nth", NTHS),
        default=1,
        description=_l("Only for a rhythm of months."),
    )
    first_on = day(_l("Counted from"))
    time = Hour(_l("Begins at"), [InputRequired(_l("Fill in this field."))], description=_l("The time of Rome, like 10:30."))
    planned_minutes = length_of_sitting()
    location = line(_l("Place"), optional=True)
    ahead = whole(_l("How many meetings to plan ahead"), 1, MOST_AHEAD, optional=False, default=3)

    def facts(self):
        """What the series takes."""
        names = ("title", "every", "unit", "weekday", "nth", "first_on", "time", "planned_minutes", "ahead")
        return {name: self[name].data for name in names} | {"location": self.location.data or ""}


class EndSeriesForm(Form):
    last_on = day(_l("Last day"), optional=True, description=_l("Empty means today."))
