"""How an output changes an older decision, the answer to a decision, and why a sitting is opened again."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectChoice, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from app.forms import CHOOSE, Form, one_of, plain_ends, text
from app.meetings.models.link import LINKS
from app.words import WORDS

LONGEST_PASSAGE = 5000
MOST_PASSAGES = 20


def passage(label):
    too_long = _l("Write at most %(limit)s characters.", limit="5.000")
    return TextAreaField(label, [Length(max=LONGEST_PASSAGE, message=too_long)], filters=[plain_ends])


class PassageRow(PlainForm):
    before = passage(_l("Present passage"))
    after = passage(_l("New passage"))


class LinkForm(Form):
    target = one_of(_l("Older decision"))
    kind = RadioField(
        _l("What happens to it"),
        choices=[SelectChoice(each, WORDS["link"][each]) for each in LINKS],
        validators=[InputRequired(CHOOSE)],
        validate_choice=False,
    )
    passages = FieldList(FormField(PassageRow), _l("Passages that change"), min_entries=2, max_entries=MOST_PASSAGES)
    whole = text(_l("Or the whole new text"), optional=True)
    more = BooleanField()

    def validate(self, extra_validators=None):
        if self.more.data:
            if len(self.passages) < MOST_PASSAGES:
                self.passages.append_entry()
            return False
        sound = super().validate(extra_validators)
        self.passages.errors = [each for entry in self.passages for field in entry.form for each in field.errors]
        if self.kind.data not in LINKS and not self.kind.errors:
            self.kind.errors = [CHOOSE]
        if any(entry.form.after.data and not entry.form.before.data for entry in self.passages):
            self.passages.errors = [*self.passages.errors, _l("Write which passage gives way to the new one.")]
        return sound and not self.errors

    def replacements(self):
        """[(old passage, new passage)] of the rows that are not empty."""
        rows = [(entry.form.before.data or "", entry.form.after.data or "") for entry in self.passages]
        return [row for row in rows if row[0]]


class AnswerForm(Form):
    verdict = RadioField(
        _l("Your answer"),
        choices=[SelectChoice("accepted", _l("I accept it and see to it")), SelectChoice("objected", _l("I object"))],
        validators=[InputRequired(CHOOSE)],
        validate_choice=False,
    )
    reason = text(
        _l("Why you object"),
        5000,
        optional=True,
        description=_l("Only for an objection: everybody who sees the decision reads it."),
    )

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        if self.verdict.data not in ("accepted", "objected") and not self.verdict.errors:
            self.verdict.errors = [CHOOSE]
        return sound and not self.errors


class FollowForm(Form):
    """What the secretariat does about an objection."""

    note = text(_l("What follows"), 5000)


class ReopenForm(Form):
    reason = text(_l("Why the sitting is opened again"), 2000)
