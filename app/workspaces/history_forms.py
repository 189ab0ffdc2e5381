"""What the address asks of the History of a workspace."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.forms import CHOOSE, Form, listed
from app.words import WORDS
from app.workspaces.queries.history import GROUPS


class HistoryAsked(Form):
    kind = SelectField(_l("What happened"), validate_choice=False, filters=[lambda value: value or None])

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.kind.choices = listed(_l("Everything"), [(each, WORDS["history_group"][each]) for each in GROUPS])

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        if self.kind.data and self.kind.data not in GROUPS:
            self.kind.errors = [*self.kind.errors, CHOOSE]
        return sound and not self.errors

    def group(self):
        """The group that was asked for; None where none was, or no such one."""
        return None if self.errors else self.kind.data
