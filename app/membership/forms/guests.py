"""Forms of guests."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, day


class StayForm(Form):
    """Until when a guest stays now; empty is ninety days more."""

    until = day(_l("Last day"), optional=True, description=_l("Empty: ninety days more, at most a year from today."))
