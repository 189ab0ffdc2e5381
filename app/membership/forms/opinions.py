"""Forms of opinions: asking, giving, taking back, finding."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.doors import as_number
from app.forms import CHOOSE, Form, day, line, listed, one_of, text
from app.membership.models.opinion import OUTCOMES
from app.words import WORDS

SAYING = [SelectChoice(outcome, WORDS["opinion"][outcome]) for outcome in OUTCOMES]


class OpinionsForm(Form):
    """Opinions by state and by zone."""

    state = SelectField(_l("State"), choices=listed(_l("All states"), WORDS["opinion_state"].items()), default="")
    zone = one_of(_l("Zone"), optional=True)


class AskForm(Form):
    """A zone is asked for its opinion, on an act of the archive or on a subject in words."""

    zone = one_of(_l("Zone"))
    act = one_of(_l("Act"), optional=True)
    subject = line(_l("Subject, where there is no act yet"), 300, optional=True)
    due_on = day(_l("Due by, that day included"))
    compulsory = BooleanField(_l("Compulsory: the act concerns the zone"))

    @classmethod
    def begun(cls):
        """An empty form, with the zone and the act that the address names."""
        form = cls(None)
        form.zone.data, form.act.data = (as_number(request.args.get(name, "")) for name in ("zone", "act"))
        form.compulsory.data = True
        return form


class GiveForm(Form):
    """The zone answers."""

    outcome = RadioField(_l("Opinion"), [InputRequired(CHOOSE)], choices=SAYING)
    text = text(_l("Text"), 20_000, optional=True)


class WithdrawForm(Form):
    reason = line(_l("Reason"), 300)
