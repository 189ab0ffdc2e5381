"""The forms of the life and the shape of joint work: shapes only; each field has an id of its own."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.database import day_after
from app.forms import CHOOSE, Form, day, line, listed, one_of, text
from app.meetings.models.proposal import LONGEST_NOTE
from app.words import WORDS
from app.workspaces.forms import LONGEST_WHY, WorkspaceForm
from app.workspaces.models import KINDS, PARTICIPATION_ROLES, STATES
from app.workspaces.models.life import LONGEST_REASON

STATED = ("state", "kind", "whose")
KIND_CHOICES = [SelectChoice(kind, WORDS["workspace"][kind]) for kind in KINDS]


class LaunchForm(WorkspaceForm):
    """A workspace from a decision; what says nothing of its kind is a joint project."""

    kind = SelectField(_l("Kind of work"), choices=KIND_CHOICES, default=KINDS[0])


class IdeaForm(Form):
    """An idea, opened at a table at which one speaks."""

    table = one_of(_l("Table whose mandate it seeks"), description=_l("You open it for the body you speak for there."))
    kind = SelectField(_l("Kind of work"), [InputRequired(CHOOSE)], choices=KIND_CHOICES, default=KINDS[0])
    name = line(_l("Name"))
    purpose = text(_l("Purpose"), description=_l("What will exist when the work is done, and for whom."))
    objective = one_of(_l("Plan objective it serves"), optional=True)
    why = line(_l("How it serves the objective"), LONGEST_WHY, optional=True, description=_l("One sentence."))

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        if self.objective.data and not self.why.data and not self.why.errors:
            self.why.errors = [*self.why.errors, _l("Say in a sentence how it serves the objective.")]
        return sound and not self.errors


class SubmissionForm(Form):
    """An idea goes before a table."""

    table = one_of(_l("To which table"), id="submit-table")
    title = line(_l("Title of the item"), id="submit-title")
    note = text(_l("What the table should decide"), LONGEST_NOTE, id="submit-note")


class MandateForm(Form):
    """The decision that was taken, by hand."""

    decision = one_of(_l("Adopted decision"), id="mandate-decision")


class StopForm(Form):
    """The work stops for a reason; it starts again on a day where one is planned."""

    reason = line(_l("Reason"), LONGEST_REASON, id="stop-reason", description=_l("Everybody here reads it."))
    until = day(_l("Last day"), optional=True, id="stop-until", description=_l("Empty: until you start it again."))

    def end(self):
        return self.until.data and day_after(self.until.data)


class NameZoneForm(Form):
    zone = one_of(_l("Zone"), id="name-zone")


class RoleForm(Form):
    """A body goes on in another role from a day on."""

    role = SelectField(
        _l("New role"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(role, WORDS["seat"][role]) for role in PARTICIPATION_ROLES],
    )
    since = day(_l("From"), optional=True, description=_l("Empty: from now."))
    reason = line(_l("Reason"), 300, optional=True)


class WorkspacesAsked(Form):
    """What the address asks of the list of workspaces; a value that stands for nothing is left out with its sentence."""

    state = SelectField(_l("State"), validate_choice=False, filters=[lambda value: value or None])
    kind = SelectField(_l("Kind of work"), validate_choice=False, filters=[lambda value: value or None])
    zone = one_of(_l("Zone it touches"), optional=True)
    objective = one_of(_l("Plan objective"), optional=True)
    whose = SelectField(_l("Whose"), validate_choice=False, filters=[lambda value: value or None])

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.state.choices = listed(_l("Any"), [(each, WORDS["workspace_state"][each]) for each in STATES])
        self.kind.choices = listed(_l("Any"), [(each, WORDS["workspace"][each]) for each in KINDS])
        self.whose.choices = listed(_l("All those I see"), [("mine", _l("Where I have a mandate"))])

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        for field in (self[name] for name in STATED):
            if field.data and field.data not in [each.value for each in field.choices]:
                field.errors = [*field.errors, CHOOSE]
        return sound and not self.errors

    def asked_for(self):
        """{name: value} of what is asked and stands for something."""
        names = (*STATED, "zone", "objective")
        return {name: self[name].data for name in names if self[name].data and not self[name].errors}
