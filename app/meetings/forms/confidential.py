"""Making an agenda item confidential."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.forms import Form, day, line


class SealForm(Form):
    """The neutral title that everybody reads, until when, and why."""

    public_title = line(_l("Neutral title"), description=_l("What everybody else reads in its place, like “Personnel matters”."))
    release_on = day(_l("Day of release"), optional=True, description=_l("From this day everybody at the table reads the item."))
    reason = line(_l("Why it is confidential"), 300, description=_l("Who sees the item reads it."))
    by_law = BooleanField(_l("A law closes it: even auditors do not read it"))

    @classmethod
    def of(cls, item):
        """The form with what was decided about an item."""
        known = {
            "public_title": item.public_title,
            "release_on": item.release_on,
            "reason": item.confidential_reason,
            "by_law": item.sealed_by_law,
        }
        return cls(formdata=None, data=known)
