"""The forms of a convocation: another date or place, the calling off, an answer, and when things are due."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app.database import ROME
from app.forms import CHOOSE, Form, day, line, one_of, text
from app.meetings.forms.agenda import Hour
from app.meetings.models.reply import ANSWERS
from app.meetings.models.timetable import DEFAULTS, LONGEST
from app.words import WORDS

SAID = [SelectChoice(each, WORDS["answer"][each]) for each in ANSWERS]


class MoveForm(Form):
    """Another date or place for a meeting."""

    day = day(_l("Day"))
    time = Hour(_l("Begins at"), [InputRequired(_l("Fill in this field."))], description=_l("The time of Rome, like 10:30."))
    location = line(_l("Place"), optional=True)

    def starts_at(self):
        return datetime.combine(self.day.data, self.time.data, ROME).astimezone(UTC)


class CancellationForm(Form):
    reason = text(_l("Why it does not take place"), 2_000, description=_l("Everybody who was called reads it."))


class AnswerForm(Form):
    """A press on one of the three buttons."""

    answer = RadioField(_l("Do you come?"), [InputRequired(CHOOSE)], choices=SAID)


class ToldForm(Form):
    """An answer that somebody told the secretariat."""

    mandate = one_of(_l("Who"))
    answer = RadioField(_l("What she said"), [InputRequired(CHOOSE)], choices=SAID)


def days(label, **options):
    sentence = _l("Write a whole number between %(least)s and %(most)s.", least=0, most=LONGEST)
    return IntegerField(label, [InputRequired(sentence), NumberRange(0, LONGEST, message=sentence)], **options)


class TimetableForm(Form):
    """When things are due around a sitting, in days before or after it."""

    notice_days = days(_l("Notice: the call goes out, days before"))
    answers_days = days(_l("Answers: they are asked for until, days before"))
    reminder_days = line(_l("Reminders, days before"), 40, description=_l("Up to four numbers, like 7, 1."))
    draft_days = days(_l("Minutes: drafted, days after"))
    circulation_days = days(_l("Minutes: circulated, days after"))
    publication_days = days(_l("Minutes: published, days after"))
    observation_days = days(_l("Time for observations, in days"))

    def validate_reminder_days(self, field):
        if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in numbers(field.data)):
            raise ValidationError(_l("Write days as numbers with commas between, like 7, 1."))

    def facts(self):
        facts = {name: self[name].data for name in DEFAULTS}
        return facts | {"reminder_days": [int(each) for each in numbers(self.reminder_days.data)]}


def numbers(typed):
    return (typed or "").replace(",", " ").split()
