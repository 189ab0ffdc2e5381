"""How much the vote of each seat counts."""

from flask_babel import lazy_gettext as _l
from wtforms import Field

from app.doors import as_number
from app.forms import Form

HEAVIEST = 1_000_000


class Whole(Field):
    """Whole numbers in the order in which they were sent; None for anything else."""

    def process_formdata(self, valuelist):
        self.data = [as_number(value.strip()) for value in valuelist]


class WeightsForm(Form):
    """A seat and its weight, many in the same order."""

    seat = Whole()
    weight = Whole()

    def pairs(self):
        """[(seat id, weight)] as sent."""
        return list(zip(self.seat.data, self.weight.data, strict=True))

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        seats, weights = self.seat.data or [], self.weight.data or []
        if not seats or None in seats or len(seats) != len(weights):
            self.seat.errors = [*self.seat.errors, _l("Say for each seat how much it weighs.")]
        if any(weight is None or not 1 <= weight <= HEAVIEST for weight in weights):
            sentence = _l("A weight is a whole number between %(least)s and %(most)s.", least=1, most=HEAVIEST)
            self.weight.errors = [*self.weight.errors, sentence]
        return sound and not self.errors
