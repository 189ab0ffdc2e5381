"""Who sits in a seat, and who speaks for whom."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.validators import Optional

from app.forms import Form, identity, one_of
from app.membership.models.table_rules import SIDES

UNTOUCHED = "-"  # a seat of the roll call that stays as it is
EXCUSED = "excused"  # a seat that is absent and had said so


class Numbers(Field):
    """Ids in the order in which they were sent; empty is None, `-` is UNTOUCHED, `excused` is EXCUSED."""

    def process_formdata(self, valuelist):
        self.data = [value if value in (UNTOUCHED, EXCUSED) else identity(value) for value in valuelist]


class ProxyForm(Form):
    """A delegate gives her voice, for the whole meeting or for one item."""

    holder = one_of(_l("Who speaks for your seat"))
    item = one_of(_l("For what"), optional=True)


class RowForm(Form):
    """A row of seats: those of one side, or all of them."""

    side = RadioField(_l("Side"), [Optional()], choices=[(side, side.upper()) for side in SIDES])


class AttendanceForm(Form):
    """The roll call: one seat and who sits in it, or many in the same order."""

    seat = Numbers()
    mandate = Numbers()

    def pairs(self):
        """[(seat id, mandate id or None or EXCUSED)] of the seats that were marked."""
        seats = self.seat.data or []
        mandates = self.mandate.data or [None] * len(seats)
        return [pair for pair in zip(seats, mandates, strict=False) if pair[1] != UNTOUCHED]

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        seats, mandates = self.seat.data or [], self.mandate.data or []
        if not seats or {None, UNTOUCHED, EXCUSED} & set(seats) or len(mandates) not in (0, len(seats)):
            self.seat.errors = [*self.seat.errors, _l("Say for each seat who sits in it.")]
        return sound and not self.errors
