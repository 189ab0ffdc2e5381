"""The base form: reads what was sent (form or JSON), or asked in the address; refuses with the page shown again."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, FileField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.database import day_after, day_of
from app.doors import as_number, show_again
from app.errors import FormRefused

DAYS = ("%Y-%m-%d", "%d/%m/%Y")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
CHOOSE = _l("Choose from the list.")


class Form(FlaskForm):
    """Fields check shape; rules stand on the models."""

    @classmethod
    def sent(cls, page=None, **options):
        """The form as sent; FormRefused where a field is wrong.

        `page` is called with the form to show the page again, with what was typed, should anything be refused later.
        """
        form = cls(formdata=sent_fields(), **options)
        if page is not None:
            show_again(form, page)
        if not form.validate():
            raise FormRefused(form)
        return form

    @classmethod
    def asked(cls, page=None):
        """The form as the address fills it. A wrong field keeps its sentence; with a `page` it is FormRefused."""
        form = cls(request.args, meta={"csrf": False})
        if page is not None:
            show_again(form, page)
        if not form.validate() and page is not None:
            raise FormRefused(form)
        return form

    def at(self, place):
        """The form beside others on a page: its fields keep their names and get ids of their own."""
        for field in self:
            field.id = field.label.field_id = f"{place}-{field.short_name}"
        return self


class ItalianDate(DateField):
    """A day, as browsers send it (2026-11-22) or as people write it (22/11/2026)."""

    def __init__(self, label=None, validators=None, **options):
        super().__init__(label, validators, format=list(DAYS), **options)

    def process_formdata(self, valuelist):
        if not any(value.strip() for value in valuelist):
            self.data = None
            return
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(
                _l("“%(typed)s” is not a day of the calendar. Write it like 29/11/2026.", typed=valuelist[0][:30])
            ) from error
        if self.data and not EARLIEST <= self.data <= LATEST:
            raise ValueError(_l("Write a day between 1900 and 2200."))


def day_from(text):
    """The day that a text stands for, 2026-11-22 or 22/11/2026; None for anything else."""
    for form in DAYS:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()
    return None


def line(label, limit=200, optional=False, **options):
    """A field of one line, trimmed, of at most `limit` characters."""
    return StringField(label, [*presence(optional), length(limit), one_line], filters=[trim], **options)


def text(label, limit=20_000, optional=False, **options):
    """A field of many lines, of at most `limit` characters; line ends are made plain."""
    return TextAreaField(label, [*presence(optional), length(limit)], filters=[plain_ends], **options)


def day(label, optional=False, **options):
    return ItalianDate(label, presence(optional), **options)


def one_of(label, optional=False, **options):
    """A list to choose one thing from: the page fills it, and whether a choice stands is asked when it is looked up."""
    presence = [] if optional else [InputRequired(CHOOSE)]
    return SelectField(label, presence, coerce=identity, validate_choice=False, invalid_value_message=CHOOSE, **options)


def listed(first, choices):
    """Choices for a list: the words of an empty one, then (value, label) each."""
    return [SelectChoice("", first), *(SelectChoice(str(value), label) for value, label in choices)]


def identity(value):
    """The number of a thing as a form sends it, None where nothing was chosen; ValueError where no archive gives such a one."""
    text = "" if value is None else str(value).strip()
    number = as_number(text)
    if text and number is None:
        raise ValueError(CHOOSE)
    return number


def presence(optional):
    return [Optional(strip_whitespace=True)] if optional else [InputRequired(_l("Fill in this field.")), not_blank]


def length(limit):
    return Length(max=limit, message=_l("Write at most %(limit)s characters.", limit=f"{limit:,}".replace(",", ".")))


def not_blank(_form, field):
    if isinstance(field.data, str) and not field.data.strip():
        raise ValidationError(_l("Fill in this field."))


def one_line(_form, field):
    if field.data and any(character in field.data for character in "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        raise ValidationError(_l("Write this on one line."))


def trim(value):
    return value.strip() if isinstance(value, str) else value


def plain_ends(value):
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def sent_fields():
    """What was sent, form or JSON object alike, as fields of text."""
    if not request.is_json:
        return request.form
    fields = MultiDict()
    for name, value in request.json_object().items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None and each is not False:
                fields.add(name, "y" if each is True else str(each))
    return fields


class SentFile(FileField):
    """A file as browsers send it (multipart/form-data), which must be there."""

    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        self.flags.required = True

    def process_formdata(self, _valuelist):
        sent = request.files.get(self.name)
        self.data = sent if sent is not None and sent.filename else None

    def pre_validate(self, _form):
        if self.data is None:
            raise ValidationError(_l("Choose a file first."))


class AsOfForm(Form):
    """One day that rules a whole page: how it was then. Empty means now."""

    al = day(_l("As it was on"), optional=True)

    def day(self, now):
        return (not self.errors and self.al.data) or day_of(now)

    def moment(self, now):
        """The moment that stands for the day: its last, since what ended or began in it is then told; today it is now."""
        asked = self.day(now)
        return now if asked == day_of(now) else day_after(asked) - timedelta(microseconds=1)
