"""Actions: what is promised, what came of it, and how the board of actions and the register of decisions are narrowed."""

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from app.forms import CHOOSE, Form, day, length, line, listed, one_line, one_of, presence, text, trim
from app.meetings.models.action import LONGEST_NOTE, LONGEST_TEXT, SAID
from app.meetings.models.output import KINDS
from app.words import WORDS


class PromiseForm(Form):
    """What a body adds for an output it answers for: whole, or not at all."""

    text = text(_l("What is to be done"), LONGEST_TEXT)
    person = one_of(_l("Person who does it"))
    due_on = day(_l("By"))


class ActionForm(Form):
    """An action of the sitting; with `draft` it is stored half made, and keeps the meeting from closing."""

    decision = one_of(_l("For which output"), optional=True)
    text = text(_l("What is to be done"), LONGEST_TEXT, optional=True)
    organisation = one_of(_l("Organisation that does it"), optional=True)
    person = one_of(_l("Person who does it"), optional=True)
    due_on = day(_l("By"), optional=True)
    draft = BooleanField()

    LACKING = {
        "text": _l("The text is missing: write what is to be done."),
        "organisation": _l("Choose the organisation that does it."),
        "person": _l("Choose the person who does it."),
        "due_on": _l("The deadline is missing: write a day, like 29/11/2026."),
    }

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        for name in self.LACKING:
            self[name].flags.required = True

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        for name in () if self.draft.data else self.LACKING:
            value = self[name].data
            if not self[name].errors and not (value.strip() if isinstance(value, str) else value):
                self[name].errors = [*self[name].errors, self.LACKING[name]]
        return sound and not self.errors


def web_address(_form, field):
    """Where the evidence is seen: an address of the web, or a page of this house."""
    parts = urlsplit(field.data) if field.data and field.data.isprintable() and " " not in field.data else None
    outside = parts and parts.scheme in ("http", "https") and parts.netloc
    if field.data and not outside and not (field.data.startswith("/") and not field.data.startswith(("//", "/\\"))):
        raise ValidationError(_l("Write a whole address, like https://www.example.org/page."))


class DoneForm(Form):
    note = text(_l("What was done"), LONGEST_NOTE)
    evidence = StringField(
        _l("Where it can be seen"),
        [*presence(True), length(500), one_line, web_address],
        filters=[trim],
        description=_l("The address of a page or of a document."),
    )


class ReasonForm(Form):
    reason = text(_l("Why"), LONGEST_NOTE)


class SaidForm(Form):
    """Another state than the facts give; empty goes back to the facts."""

    state = SelectField(_l("State"), validate_choice=False, filters=[lambda value: value or None])
    reason = text(_l("Why"), LONGEST_NOTE, optional=True, description=_l("Everybody who sees the action reads it."))

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.state.choices = listed(_l("As the facts say"), [(each, WORDS["action"][each]) for each in SAID])


class AskedForm(Form):
    text = text(_l("What do you need to know?"), LONGEST_NOTE)
    due_on = day(_l("Answer by"))


class NewsForm(Form):
    text = text(_l("How is it going?"), LONGEST_NOTE)


class ExecutedForm(Form):
    note = text(_l("What was done"), LONGEST_NOTE)


class RemindersForm(Form):
    soon = BooleanField(_l("Write to me 30 and 7 days before a deadline"))


# --- Narrowing a list ------------------------------------------------------------------------------------------------


class Narrowing(Form):
    """What the address asks of a long list; a value that stands for nothing is left out with its sentence."""

    organisation = one_of(_l("Organisation"), optional=True)
    table = one_of(_l("Table"), optional=True)
    zone = one_of(_l("Zone"), optional=True)
    state = SelectField(_l("State"), validate_choice=False, filters=[lambda value: value or None])
    q = line(_l("Words"), 100, optional=True)
    sort = SelectField(_l("Order"), validate_choice=False, filters=[lambda value: value or None])

    STATES = ()
    NONE = _l("Any")
    NOUN = "action"
    SORTS = {}

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        if "kind" in self:
            self.kind.choices = listed(_l("Any"), [(each, WORDS["output"][each]) for each in KINDS])
        self.state.choices = listed(self.NONE, [(each, WORDS[self.NOUN][each]) for each in self.STATES])
        self.sort.choices = [SelectChoice(*each) for each in self.SORTS.items()]

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        for field in [self[name] for name in ("state", "sort", "kind") if name in self]:
            if field.data and field.data not in [each.value for each in field.choices]:
                field.errors = [*field.errors, CHOOSE]
        return sound and not self.errors

    def asked_for(self):
        """{name: value} of what is asked and stands for something."""
        names = [field.short_name for field in self if field.short_name != "csrf_token"]
        return {name: self[name].data for name in names if self[name].data and not self[name].errors}


class ActionsAsked(Narrowing):
    due_by = day(_l("Due by"), optional=True)

    STATES = ("open", "begun", "late", "done", "dropped", "all")
    NONE = _l("Still to do")
    SORTS = {"": _l("As usual"), "due": _l("Deadline first"), "latest": _l("Latest first")}


class DecisionsAsked(Narrowing):
    objective = one_of(_l("Plan objective"), optional=True)
    kind = SelectField(_l("Kind"), validate_choice=False, filters=[lambda value: value or None])
    year = one_of(_l("Year"), optional=True)

    NOUN = "execution"
    STATES = ("proposed", "waiting", "begun", "executed", "late", "amended", "revoked")
    SORTS = {"": _l("As usual"), "latest": _l("Latest first"), "due": _l("Deadline first")}
