"""Outcomes and executive outputs."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, day, line, one_of, text
from app.meetings.forms.means import MOST_ROWS, means_rows
from app.meetings.models.output import KINDS
from app.words import WORDS


class OutcomeForm(Form):
    outcome = RadioField(
        _l("Outcome"),
        choices=[SelectChoice(each, WORDS["outcome"][each]) for each in ("noted", "deferred", "none", "approved")],
        validators=[InputRequired(CHOOSE)],
        validate_choice=False,
    )
    note = text(_l("In a few words"), 5000, optional=True, description=_l("Without an outcome, the reason is needed."))


class DecisionForm(Form):
    """The kind and the five parts; with `draft` an output is stored half made, with `more` the page gains an empty row."""

    kind = RadioField(
        _l("Kind of output"),
        choices=[SelectChoice(each, WORDS["output"][each]) for each in KINDS],
        default="decision",
        validate_choice=False,
    )
    text = text(_l("What is decided"), optional=True)
    organisation = one_of(_l("Organisation that answers for it"), optional=True)
    person = one_of(_l("Person who answers for it"), optional=True)
    due_on = day(_l("By"), optional=True)
    means = means_rows()
    resources = line(_l("More on the resources"), 500, optional=True)
    no_resources = BooleanField(_l("No resources are needed"))
    objective = one_of(_l("Plan objective it serves"), optional=True)
    draft = BooleanField()
    more = BooleanField()

    LACKING = {
        "text": _l("The text is missing: write what is decided."),
        "organisation": _l("Choose the organisation that answers for it."),
        "person": _l("Choose the person who answers for it."),
        "due_on": _l("The deadline is missing: write a day, like 29/11/2026."),
        "means": _l("Write who brings what, or tick that no resources are needed."),
        "objective": _l("Choose the objective of the plan that it serves."),
    }

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        for name in self.LACKING:
            self[name].flags.required = True

    def validate(self, extra_validators=None):
        if self.more.data:
            self.add_row()
            return False
        sound = super().validate(extra_validators)
        self.means.errors = flat(self.means)
        if self.kind.data not in KINDS:
            self.blame("kind", CHOOSE)
        if self.no_resources.data and (self.brought() or self.resources.data):
            self.blame("no_resources", _l("Either write the resources or tick that none are needed."))
        if not self.draft.data:
            for name in self.LACKING:
                if self.lacks(name):
                    self.blame(name, self.LACKING[name])
        return sound and not self.errors

    def offer_rows(self, organisations):
        """Each row chooses among these bodies, and one empty row is there to go on."""
        if not self.means.entries[-1].form.empty() and not self.is_submitted():
            self.add_row()
        for entry in self.means:
            entry.form.organisation.choices = organisations

    def lacks(self, name):
        if name == "means":
            return not self.brought() and not self.no_resources.data
        value = self[name].data
        empty = not value.strip() if isinstance(value, str) else value is None
        return empty and not self[name].errors

    def brought(self):
        """The rows of resources that are not empty."""
        return [entry.form for entry in self.means if not entry.form.empty()]

    def add_row(self):
        if len(self.means) < MOST_ROWS:
            self.means.append_entry()

    def blame(self, name, sentence):
        self[name].errors = [*self[name].errors, sentence]


def flat(rows):
    """The sentences of the rows as one list, each said with its row and its field."""
    told = []
    for number, entry in enumerate(rows, 1):
        for field in entry.form:
            told += [
                _l("row %(number)s, %(field)s: %(sentence)s", number=number, field=field.label.text, sentence=each)
                for each in field.errors
            ]
    return told
