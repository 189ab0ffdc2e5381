"""The forms of a closing: why, what came of each objective (`outcome-4`, `sentence-4`), what becomes of each task (`task-9`)."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.doors import as_number
from app.forms import CHOOSE, Form, line, sent_fields, text
from app.words import WORDS
from app.workspaces.models import LEVELS, OUTCOMES
from app.workspaces.models.dossier import LONGEST_REASON, LONGEST_SENTENCE

FATES = ("done", "dropped")


class ClosingForm(Form):
    reason = text(_l("Why the work ends"), LONGEST_REASON, description=_l("It stands at the head of the dossier."))

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        self.said = sent_fields()
        if any(len(value) > LONGEST_SENTENCE for name, value in self.said.items() if name.startswith("sentence-")):
            limit = _l("Write at most %(limit)s characters in each sentence.", limit=LONGEST_SENTENCE)
            self.form_errors = [*self.form_errors, limit]
        if any(value and not is_fate(value) for name, value in self.said.items() if name.startswith("task-")):
            self.form_errors = [*self.form_errors, CHOOSE]
        return sound and not self.form_errors

    def typed(self, name):
        """What was sent in a field that the page made, else nothing."""
        return getattr(self, "said", {}).get(name, "")

    def outcome(self, id):
        """(outcome or None, sentence) of a contribution."""
        outcome = self.typed(f"outcome-{id}")
        return outcome if outcome in OUTCOMES else None, " ".join(self.typed(f"sentence-{id}").split())

    def fate(self, id):
        """`done`, `dropped`, the number of a workspace that takes the task over, or None."""
        value = self.typed(f"task-{id}")
        return value if value in FATES else as_number(value)


def is_fate(value):
    return value in FATES or as_number(value)


class ReopenForm(Form):
    reason = line(_l("Why the work goes on"), 500, id="reopen-reason", description=_l("Everybody here reads it."))


class LevelForm(Form):
    level = SelectField(
        _l("Who may read the dossier"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(each, WORDS["dossier_level"][each]) for each in LEVELS],
        id="dossier-level",
    )
