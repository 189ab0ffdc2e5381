"""The forms of the plan: asking opinions on coherence, marking objectives, saying the outcome, choosing what the matrix shows."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.forms import CHOOSE, Form, day, line, listed, one_of, text, trim
from app.plan.models import OUTCOMES, SCORES, SIGNS
from app.words import WORDS

LONGEST_REASON = 5000
SAYING = [SelectChoice(outcome, WORDS["assessment"][outcome]) for outcome in OUTCOMES]
MARKS = listed(_l("Not marked"), [(score, WORDS["score"][str(score)]) for score in SCORES])
GAPS = {"projects": _l("Workspaces without an objective"), "objectives": _l("Objectives without a workspace")}


class AssessorForm(Form):
    """One more opinion is asked of an office, of who leads an area or a theme, or of a body."""

    assessor = SelectField(_l("Whose opinion"), [InputRequired(CHOOSE)], validate_choice=False)
    due_on = day(_l("Due by, that day included"), id="opinion-due-on")


class TakeBackForm(Form):
    reason = line(_l("Reason"), 300, id="take-back-reason")


class OutcomeForm(Form):
    """The plan office says the outcome of the whole assessment."""

    outcome = RadioField(_l("Outcome"), [InputRequired(CHOOSE)], choices=SAYING)
    reason = text(_l("Reason"), LONGEST_REASON)
    conditions = text(_l("Conditions"), LONGEST_REASON, optional=True)


class OpinionForm(Form):
    """One opinion in whole; a field of each kind is added for every objective of the edition (`marking`)."""

    outcome = RadioField(_l("Opinion"), [Optional()], choices=SAYING)
    reason = text(_l("Reason"), LONGEST_REASON, optional=True)
    conditions = text(_l("Conditions"), LONGEST_REASON, optional=True)

    def marks(self, objectives):
        """{objective: (score, reason, evidence)} of those that were marked."""
        chosen = {each: self[f"score_{each.id}"].data for each in objectives}
        return {
            each: (int(score), self[f"why_{each.id}"].data or "", self[f"evidence_{each.id}"].data or "")
            for each, score in chosen.items()
            if score
        }


def marking(objectives):
    """The form of an opinion on an edition: three fields an objective."""
    fields = {}
    for each in objectives:
        fields[f"score_{each.id}"] = SelectField(_l("How it stands to the objective"), choices=MARKS, default="")
        fields[f"why_{each.id}"] = line(_l("Why"), 1000, optional=True)
        fields[f"evidence_{each.id}"] = evidence()
    return type("MarkingForm", (OpinionForm,), fields)


def evidence():
    address = Regexp(r"(https?://|/)\S*\Z", message=_l("Write an address that begins with https:// or with /."))
    size = Length(max=300, message=_l("Write at most %(limit)s characters.", limit="300"))
    return StringField(_l("Evidence: an address"), [Optional(strip_whitespace=True), size, address], filters=[trim])


class MatrixForm(Form):
    """What the matrix shows: an area of the plan, a sign, a gap."""

    area = one_of(_l("Area of the plan"), optional=True)
    sign = SelectField(
        _l("Sign"), choices=listed(_l("All signs"), [(each, WORDS["coherence"][each]) for each in SIGNS]), default=""
    )
    gap = SelectField(_l("Gaps"), choices=listed(_l("Everything"), GAPS.items()), default="")
