"""Forms of acts: a new one, looking for one, and the field by which seats, mandates and zones choose theirs.

A form that rests on an act says `act = one_of(_l("Act"), optional=True)`; its page calls `with_acts(form)`, its door
`chosen_act(form)`.
"""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.database import PartialDate
from app.forms import CHOOSE, Form, line, listed, one_of, text
from app.membership.queries.acts import act_line, acts_to_choose
from app.permissions import chosen, seen_acts
from app.words import WORDS


class ActSearchForm(Form):
    """Acts by a part of title, number, issuer or date, and by kind."""

    q = StringField(_l("Title, number or issuer"), [Length(max=200)])
    kind = SelectField(_l("Kind"), choices=listed(_l("All kinds"), WORDS["act"].items()), default="")


class ActForm(Form):
    """A new act; its date may be known to the year or the month only."""

    kind = SelectField(_l("Kind"), [InputRequired(CHOOSE)], choices=listed(_l("Choose…"), WORDS["act"].items()))
    number = line(_l("Number"), 40, optional=True)
    dated = line(_l("Date"), 10, optional=True)
    title = line(_l("Title"), 300)
    issuer = line(_l("Issued by"), 200)
    organisation = one_of(_l("Body whose act it is"), optional=True)
    content = text(_l("What it decides"), 5_000, optional=True)

    def validate_dated(self, field):
        partial_typed(field.data)

    def facts(self):
        names = ("kind", "title", "issuer")
        return {name: getattr(self, name).data for name in names} | {
            "number": self.number.data or "",
            "dated": partial_typed(self.dated.data),
            "content": self.content.data or "",
        }


class CorrectActForm(ActForm):
    """How an act was written down; whose act it is stays."""

    organisation = None


def partial_typed(typed):
    """A date as people write what they know of it: 2019, 04/2019 or 2019-04, 30/04/2019 or 2019-04-30."""
    if not typed:
        return None
    parts = typed.split("/") if "-" not in typed else [typed]
    try:
        date = PartialDate("-".join(part.zfill(2) for part in reversed(parts)) if len(parts) > 1 else typed)
        if not 1000 <= date.first_day.year <= 2200:
            raise ValueError(typed)
    except ValueError as error:
        raise ValidationError(_l("Write what you know of the date: 30/04/2019, 04/2019 or 2019.")) from error
    return date


def with_acts(form):
    """The form with its list of acts filled."""
    first = _l("Choose…") if form.act.flags.required else _l("No act")
    form.act.choices = listed(first, [(act.id, act_line(act)) for act in acts_to_choose(form.act.data)])
    return form


def chosen_act(form):
    """The act that was chosen, None where none was; RuleBroken where it is none I see."""
    return chosen(seen_acts, form.act)
