"""Forms of successions: a change of name, a merger, a split, a detachment; and what a successor takes over."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField

from app.forms import Form, day, identity, line, one_of, text
from app.membership.forms.acts import partial_typed
from app.membership.forms.dates import BeginForm


class SuccessionForm(Form):
    """What each of them says: by which act, from which day, and which legal date registers give."""

    effective = day(_l("Takes effect on"))
    effective_source = line(_l("Where this day was read"), 300, optional=True)
    registered = line(_l("Legal date, as registers give it"), 10, optional=True)
    registered_source = line(_l("Which register"), 300, optional=True)
    act = one_of(_l("Act"), optional=True)
    note = text(_l("Note"), 2_000, optional=True)

    def validate_registered(self, field):
        partial_typed(field.data)

    def facts(self):
        return {
            "effective_source": self.effective_source.data or "",
            "registered_on": partial_typed(self.registered.data),
            "registered_source": self.registered_source.data or "",
            "note": self.note.data or "",
        }


class RenameForm(SuccessionForm):
    """A new name for the same body."""

    name = line(_l("New name"), 200)
    name_en = line(_l("New name in English"), 200, optional=True)


class MergerForm(SuccessionForm):
    """This body and others become one."""

    others = text(_l("Which other bodies end"), 4_000, optional=True)
    into = line(_l("The body that comes out of it"), 200)

    def others_named(self):
        return lines(self.others.data)


class SplitForm(SuccessionForm):
    """This body ends, and several come out of it."""

    names = text(_l("Which bodies come out of it"), 4_000)

    def bodies_named(self):
        return lines(self.names.data)


class DetachmentForm(SuccessionForm):
    """A part of this body becomes a body of its own."""

    into = line(_l("The body that comes out of it"), 200)


class TakeOverForm(BeginForm):
    """What a successor takes over, by which act, from when."""

    seats = SelectMultipleField(_l("Seats"), coerce=identity, validate_choice=False)
    commitments = BooleanField(_l("It also answers for the decisions that they answered for"))
    act = one_of(_l("Act"))
    since = day(_l("From; empty means now"), optional=True)


def lines(typed):
    """The lines typed, without empty ones, each once."""
    return list(dict.fromkeys(each.strip() for each in (typed or "").splitlines() if each.strip()))
