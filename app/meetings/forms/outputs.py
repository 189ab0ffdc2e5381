"""Outcomes and executive outputs."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, day, line, one_of, text
from app.words import WORDS


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
