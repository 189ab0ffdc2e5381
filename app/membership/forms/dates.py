"""Forms of days: from one to another, until when."""

from flask_babel import lazy_gettext as _l

from app.database import day_after, midnight
from app.forms import Form, day, line


class DatesForm(Form):
    """From a day to a day, both included; a beginning left empty is this moment."""

    since = day(_l("From"), optional=True)
    until = day(_l("Until, that day included"), optional=True)

    def span(self):
        """(since, until) as instants, None where the field is empty."""
        return self.since.data and midnight(self.since.data), self.until.data and day_after(self.until.data)


class BeginForm(Form):
    """From a day on."""

    since = day(_l("From"), optional=True)

    def begin(self):
        """The instant, None where the field is empty."""
        return self.since.data and midnight(self.since.data)


class EndForm(Form):
    """An end: at the close of a day, or at once."""

    reason = line(_l("Reason"), 300, optional=True)
    until = day(_l("Last day; empty means now"), optional=True)

    def end(self):
        return self.until.data and day_after(self.until.data)
