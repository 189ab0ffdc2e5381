"""The forms of membership: shapes only."""

from datetime import timedelta

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.database import day_after, day_of, midnight
from app.doors import show_again
from app.errors import FormRefused
from app.forms import CHOOSE, Form, day, line, listed, one_of
from app.membership.models.place import SPEAKING_ROLES
from app.words import WORDS

ROLES = [SelectChoice(role, WORDS["mandate"][role]) for role in SPEAKING_ROLES]


class SignInForm(Form):
    email = StringField(_l("E-mail address"), [InputRequired(_l("Fill in this field.")), Length(max=254)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Fill in this field.")), Length(max=1000)])
    next = HiddenField()


class AsOfForm(Form):
    """One day that rules a whole page: how it was then. Empty means now."""

    al = day(_l("As it was on"), optional=True)

    @classmethod
    def asked(cls, page):
        """The day asked for in the address; a wrong one shows the page of today with a sentence beside the field."""
        form = cls(request.args, meta={"csrf": False})
        show_again(form, page)
        if not form.validate():
            raise FormRefused(form)
        return form

    def day(self, now):
        return (not self.errors and self.al.data) or day_of(now)

    def moment(self, now):
        """The moment that stands for the day: its last, since what ended or began in it is then told; today it is now."""
        asked = self.day(now)
        return now if asked == day_of(now) else day_after(asked) - timedelta(microseconds=1)


class SearchForm(Form):
    """Bodies by a part of their name, and by kind."""

    q = StringField(_l("Name, also a former one"), [Length(max=200)])
    kind = SelectField(_l("Kind"), choices=listed(_l("All kinds"), WORDS["organisation"].items()), default="")

    @classmethod
    def asked(cls):
        form = cls(request.args, meta={"csrf": False})
        form.validate()
        return form


class DatesForm(Form):
    """From a day to a day, both included; a beginning left empty is this moment."""

    since = day(_l("From"), optional=True)
    until = day(_l("Until, that day included"), optional=True)

    def span(self):
        """(since, until) as instants, None where the field is empty."""
        return self.since.data and midnight(self.since.data), self.until.data and day_after(self.until.data)


class SeatForm(DatesForm):
    """An organisation takes a seat."""

    organisation = one_of(_l("Organisation"))


class MandateForm(DatesForm):
    """A person speaks in a seat."""

    person = one_of(_l("Person"))
    role = SelectField(_l("Role"), [InputRequired(CHOOSE)], choices=ROLES)


class EndForm(Form):
    """An end: at the close of a day, or at once."""

    reason = line(_l("Reason"), 300, optional=True)
    until = day(_l("Last day; empty means now"), optional=True)

    def end(self):
        return self.until.data and day_after(self.until.data)
