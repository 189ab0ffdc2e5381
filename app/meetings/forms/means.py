"""Rows of resources by party: who brings what, from which source, in which year, how much."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, SelectChoice, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import Length, Optional
from wtforms.widgets import TextInput

from app.forms import Form, line, one_line, one_of, trim
from app.plan.models.resource import KINDS, MOST, SOURCES
from app.words import WORDS

MOST_ROWS = 20
EMPTY_ROWS = 2  # so many are there at once, for who has no scripts
AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,2}))?")
PLAIN = re.compile(r"(\d{1,12})\.(\d{1,2})")  # as programs write it


class Euro(Field):
    """Euro as people write them here (60.000,50) or as programs do (60000.50); `data` is integer cents."""

    widget = TextInput()

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else written(self.data)

    def process_formdata(self, valuelist):
        typed = "".join(valuelist[:1]).strip().removeprefix("€").strip()
        self.data = cents_of(typed) if typed else None


def cents_of(typed):
    """Cents; ValueError for what is no amount or more than any plan has."""
    found = AMOUNT.fullmatch(typed) or PLAIN.fullmatch(typed)
    cents = found and int(found[1].replace(".", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if not found:
        raise ValueError(_l("“%(typed)s” is not an amount. Write it like 60.000,00.", typed=typed[:30]))
    if cents > MOST:
        raise ValueError(_l("This amount is too large."))
    return cents


def written(cents):
    """60000,50 as it is typed: no dots, so that it reads back the same."""
    return f"{cents // 100},{cents % 100:02d}"


class Year(StringField):
    def process_formdata(self, valuelist):
        typed = "".join(valuelist[:1]).strip()
        self.data = None
        if typed:
            if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed[:9]) <= 2100):
                raise ValueError(_l("Write a year between 2000 and 2100."))
            self.data = int(typed)

    def _value(self):
        return (self.raw_data[0] if self.raw_data else None) or ("" if self.data is None else str(self.data))


def from_list(label, noun, keys):
    """A list of words of the house; the first line is empty."""
    choices = [SelectChoice("", _l("Choose…")), *(SelectChoice(key, WORDS[noun][key]) for key in keys)]
    return SelectField(label, choices=choices, validate_choice=False, filters=[lambda value: value or ""])


class MeansRow(PlainForm):
    """One row; an empty one is left out."""

    organisation = one_of(_l("Who brings it"), optional=True)
    kind = from_list(_l("What"), "means", KINDS)
    source = from_list(_l("From which source"), "source", SOURCES)
    year = Year(_l("Year"), [Optional()])
    amount = Euro(_l("Euro"), [Optional()])
    note = StringField(_l("More words"), [Length(max=300), one_line], filters=[trim])

    NEEDED = {
        "organisation": _l("Choose who brings it."),
        "kind": _l("Choose what it is."),
        "source": _l("Choose the source."),
        "year": _l("Write the year."),
    }

    def empty(self):
        return not any(field.data or (field.raw_data and field.raw_data[0].strip()) for field in self)

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        if self.empty():
            return sound
        lacking = {name: sentence for name, sentence in self.NEEDED.items() if not self[name].data and not self[name].errors}
        if self.kind.data == "money" and not self.amount.data and not self.amount.errors:
            lacking["amount"] = _l("Write how much money it is.")
        for name, keys in (("kind", KINDS), ("source", SOURCES)):
            if self[name].data and self[name].data not in keys:
                lacking[name] = self.NEEDED[name]
        for name, sentence in lacking.items():
            self[name].errors = [*self[name].errors, sentence]
        return sound and not lacking


def means_rows():
    return FieldList(FormField(MeansRow), _l("Resources by party"), min_entries=EMPTY_ROWS, max_entries=MOST_ROWS)


class MoveForm(Form):
    """What became of a line: committed, spent, or cut."""

    what = SelectField(_l("What happened"), validate_choice=False)
    amount = Euro(_l("Euro"))
    note = line(_l("In a few words"), 300, optional=True, description=_l("A cut needs its reason."))
    act = one_of(_l("By which act"), optional=True)
