"""Forms of days: how it was on one, from one to another, until when."""

from datetime import timedelta

from flask import request
from flask_babel import lazy_gettext as _l

from app.database import day_after, day_of, midnight
from app.doors import show_again
from app.errors import FormRefused
from app.forms import Form, day, line


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


class DatesForm(Form):
    """From a day to a day, both included; a beginning left empty is this moment."""

    since = day(_l("From"), optional=True)
    until = day(_l("Until, that day included"), optional=True)

    def span(self):
        """(since, until) as instants, None where the field is empty."""
        return self.since.data and midnight(self.since.data), self.until.data and day_after(self.until.data)


class EndForm(Form):
    """An end: at the close of a day, or at once."""

    reason = line(_l("Reason"), 300, optional=True)
    until = day(_l("Last day; empty means now"), optional=True)

    def end(self):
        return self.until.data and day_after(self.until.data)
