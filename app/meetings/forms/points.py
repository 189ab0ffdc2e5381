"""What is written of a point of an agenda or of a template, where it goes, and how long a sitting lasts."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.forms import CHOOSE, Form, line, one_of, text
from app.meetings.models.point import KINDS, LONGEST, LONGEST_SECTION
from app.meetings.models.schedule import LONGEST_SITTING
from app.words import WORDS


def whole(label, least, most, optional=True, **options):
    sentence = _l("Write a whole number between %(least)s and %(most)s.", least=least, most=most)
    presence = Optional(strip_whitespace=True) if optional else InputRequired(_l("Fill in this field."))
    return IntegerField(label, [presence, NumberRange(least, most, message=sentence)], **options)


def words(noun, keys):
    return [SelectChoice(key, WORDS[noun][key]) for key in keys]


def length_of_sitting():
    return whole(_l("Planned length in minutes"), 1, LONGEST_SITTING)


class ItemForm(Form):
    """A point: the page fills the lists of who may report and of the minutes that wait for approval."""

    title = line(_l("Title of the item"))
    note = text(_l("What it is about"), 5000, optional=True)
    kind = SelectField(
        _l("What it is for"), [Optional()], choices=words("item", KINDS), default="discussion", validate_choice=False
    )
    section = line(
        _l("Section"), LONGEST_SECTION, optional=True, description=_l("A heading; items of one section stand together.")
    )
    planned_minutes = whole(_l("Minutes planned"), 1, LONGEST)
    rapporteur = one_of(_l("Who reports"), optional=True)
    rapporteur_name = line(_l("Or somebody from outside"), optional=True)
    minutes_of = one_of(_l("Minutes to approve"), optional=True)

    def layout(self, rapporteur):
        """The parts as the models take them."""
        return {
            "kind": self.kind.data or "discussion",
            "section": self.section.data or "",
            "planned_minutes": self.planned_minutes.data,
            "rapporteur": rapporteur,
            "rapporteur_name": self.rapporteur_name.data or "",
        }


class WaitingForm(ItemForm):
    """An item of the backlog, for one series or for any meeting of the table."""

    series = one_of(_l("For which meetings"), optional=True)


class StepForm(Form):
    way = HiddenField(_l("Up or down"), [InputRequired(CHOOSE)])


class TargetForm(Form):
    """The meeting to which an item goes; empty is the next one of the table."""

    meeting = one_of(_l("To which meeting"), optional=True)


class CarryForm(TargetForm):
    """The same, or `backlog`: it waits until somebody puts it on an agenda."""

    where = HiddenField(_l("Where to"))


class LengthForm(Form):
    planned_minutes = length_of_sitting()
