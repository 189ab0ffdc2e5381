"""The forms of meetings: shapes only; what must not be stands on the models."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectChoice, TimeField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.database import ROME
from app.forms import CHOOSE, Form, day, identity, line, one_of, text
from app.membership.models.guest import LONGEST_PURPOSE
from app.words import WORDS

UNTOUCHED = "-"  # a seat of the roll call that stays as it is


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


class Numbers(Field):
    """Ids in the order in which they were sent; empty is None, `-` is UNTOUCHED."""

    def process_formdata(self, valuelist):
        self.data = [value if value == UNTOUCHED else identity(value) for value in valuelist]


class MeetingForm(Form):
    title = line(_l("Title"))
    day = day(_l("Day"))
    time = Hour(_l("Begins at"), [InputRequired(_l("Fill in this field."))], description=_l("The time of Rome, like 10:30."))
    location = line(_l("Place"), optional=True)

    def starts_at(self):
        return datetime.combine(self.day.data, self.time.data, ROME).astimezone(UTC)


class ItemForm(Form):
    title = line(_l("Title of the item"))
    note = text(_l("What it is about"), 5000, optional=True)


class GuestForm(Form):
    """A guest of one item: a person by her address, her body, what for, until when."""

    email = line(_l("E-mail address of the guest"), 254)
    organisation = one_of(_l("For which organisation"))
    purpose = line(_l("What for"), LONGEST_PURPOSE, description=_l("Everybody who sees the item reads it."))
    until = day(_l("Last day"), description=_l("A year at most; you are asked before it ends."))


class OutcomeForm(Form):
    outcome = RadioField(
        _l("Outcome"),
        choices=[SelectChoice(each, WORDS["outcome"][each]) for each in ("noted", "deferred", "none")],
        validators=[InputRequired(CHOOSE)],
        validate_choice=False,
    )
    note = text(_l("In a few words"), 5000, optional=True, description=_l("Without an outcome, the reason is needed."))


class DecisionForm(Form):
    """The five parts; with `draft` an output is stored half made."""

    text = text(_l("What is decided"), optional=True)
    organisation = one_of(_l("Organisation that answers for it"), optional=True)
    person = one_of(_l("Person who answers for it"), optional=True)
    due_on = day(_l("By"), optional=True)
    resources = line(_l("Resources"), 500, optional=True)
    no_resources = BooleanField(_l("No resources are needed"))
    objective = one_of(_l("Plan objective it serves"), optional=True)
    draft = BooleanField()

    LACKING = {
        "text": _l("The text is missing: write what is decided."),
        "organisation": _l("Choose the organisation that answers for it."),
        "person": _l("Choose the person who answers for it."),
        "due_on": _l("The deadline is missing: write a day, like 29/11/2026."),
        "resources": _l("Say which resources it takes, or tick that none are needed."),
        "objective": _l("Choose the objective of the plan that it serves."),
    }

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        for name in self.LACKING:
            self[name].flags.required = True

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        if self.no_resources.data and self.resources.data:
            self.blame("resources", _l("Either write the resources or tick that none are needed."))
        if not self.draft.data:
            for name in self.LACKING:
                if self.lacks(name):
                    self.blame(name, self.LACKING[name])
        return sound and not self.errors

    def lacks(self, name):
        value = self[name].data
        empty = not value.strip() if isinstance(value, str) else value is None
        return empty and not self[name].errors and not (name == "resources" and self.no_resources.data)

    def blame(self, name, sentence):
        self[name].errors = [*self[name].errors, sentence]


class ProxyForm(Form):
    """A delegate gives her voice, for the whole meeting or for one item."""

    holder = one_of(_l("Who speaks for your seat"))
    item = one_of(_l("For what"), optional=True)


class AttendanceForm(Form):
    """The roll call: one seat and who sits in it, or many in the same order."""

    seat = Numbers()
    mandate = Numbers()

    def pairs(self):
        """[(seat id, mandate id or None)] of the seats that were marked."""
        seats = self.seat.data or []
        mandates = self.mandate.data or [None] * len(seats)
        return [pair for pair in zip(seats, mandates, strict=False) if pair[1] != UNTOUCHED]

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        seats, mandates = self.seat.data or [], self.mandate.data or []
        if not seats or None in seats or UNTOUCHED in seats or len(mandates) not in (0, len(seats)):
            self.seat.errors = [*self.seat.errors, _l("Say for each seat who sits in it.")]
        return sound and not self.errors


def version_seen():
    """The number of the version that was on the screen."""
    return IntegerField(_l("Version"), [InputRequired(_l("Say which version you read."))], widget=HiddenInput())


class MinutesForm(Form):
    source = text(_l("Text of the minutes"), 500_000)
    version = version_seen()


class ApprovalForm(Form):
    version = version_seen()
