"""The forms of tasks, and of what a discussion puts before a table: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, day, identity, line, one_of, text
from app.meetings.models.draft_output import LONGEST_RESOURCES
from app.words import WORDS
from app.workspaces.forms import BringForm
from app.workspaces.models.step import LONGEST_STEP
from app.workspaces.models.task import LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE, STATES

COLUMNS = ("open", "begun", "done")
VIEWS = {"list": _l("List"), "board": _l("Board"), "calendar": _l("Calendar")}


def owner_field():
    """A body, or a person of it, in one list: `12` or `12-34`, the number of the body and of the person."""
    return SelectField(
        _l("Who does it"),
        [InputRequired(CHOOSE)],
        coerce=str,
        validate_choice=False,
        id="task-owner",
        description=_l("A person, or the body as a whole."),
    )


class TaskForm(Form):
    """`thread` and `message` are the talk it comes from; `tie` the promise (`action-3`) or the decision (`decision-3`)."""

    title = line(_l("What is to be done"), LONGEST_TITLE, id="task-title")
    text = text(_l("More about it"), LONGEST_TEXT, optional=True, id="task-text")
    owner = owner_field()
    due_on = day(_l("By"), id="task-due")
    tie = SelectField(_l("What it carries out"), coerce=str, validate_choice=False, id="task-tie", default="")
    thread = HiddenField(id="task-thread")
    message = HiddenField(id="task-message")


class TaskChangeForm(Form):
    title = line(_l("What is to be done"), LONGEST_TITLE, id="change-title")
    text = text(_l("More about it"), LONGEST_TEXT, optional=True, id="change-text")
    owner = owner_field()
    due_on = day(_l("By"), id="change-due")
    tie = SelectField(_l("What it carries out"), coerce=str, validate_choice=False, id="change-tie", default="")
    reason = line(
        _l("Reason"), LONGEST_REASON, optional=True, id="change-reason",
        description=_l("Needed where the owner or the day changes."),
    )  # fmt: skip


class MoveForm(Form):
    """To which column; `next` is the page to come back to."""

    to = SelectField(choices=[SelectChoice(each, WORDS["task"][each]) for each in COLUMNS], validators=[InputRequired(CHOOSE)])
    next = HiddenField()


class DropForm(Form):
    reason = line(_l("Why it is dropped"), LONGEST_REASON, id="drop-reason")


class StepForm(Form):
    text = line(_l("One more step"), LONGEST_STEP, id="step-text")


class TasksAsked(Form):
    """How the address narrows the tasks; what stands for nothing asks for nothing."""

    view = SelectField(validate_choice=False, default="list")
    owner = SelectField(_l("Who does it"), coerce=str, validate_choice=False, default="", id="asked-owner")
    state = SelectField(_l("State"), coerce=str, validate_choice=False, default="", id="asked-state")
    month = HiddenField()

    def narrowed(self):
        """{name: value} of what is asked."""
        organisation, person = owner_of(self.owner.data)
        asked = {"view": self.view.data if self.view.data in VIEWS else "list"}
        asked |= {"organisation": organisation, "person": person, "state": self.state.data}
        if asked["state"] not in (*STATES, "all"):
            asked["state"] = None
        return {name: value for name, value in asked.items() if value}


class BringMessageForm(BringForm):
    message = HiddenField(id="bring-message")


class DraftForm(Form):
    """A proposal to decide, with the words of the decision as a draft."""

    table = one_of(_l("To which table"), id="draft-table")
    title = line(_l("Title of the item"), id="draft-title")
    note = text(_l("Why"), 5000, optional=True, id="draft-note")
    text = text(_l("What would be decided"), id="draft-text")
    organisation = one_of(_l("Organisation that would answer for it"), optional=True, id="draft-organisation")
    due_on = day(_l("By"), optional=True, id="draft-due")
    resources = line(_l("With which means"), LONGEST_RESOURCES, optional=True, id="draft-resources")
    no_resources = BooleanField(_l("No resources are needed"), id="draft-none")
    objective = one_of(_l("Plan objective it serves"), optional=True, id="draft-objective")
    message = HiddenField(id="draft-message")


def owner_of(value):
    """(organisation id, person id or None) as the list of owners says them; (None, None) for anything else."""
    try:
        organisation, person = map(identity, ((value or "").split("-") + [""])[:2])
    except ValueError:
        return None, None
    return organisation, person
