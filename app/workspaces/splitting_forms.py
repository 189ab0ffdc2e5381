"""The form by which a workspace is split: shapes only. `task-12`, `folder-3` and `file-7` say which part gets each."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField

from app.doors import as_number
from app.forms import CHOOSE, Form, identity, line, one_of, sent_fields, text
from app.workspaces.models import MOST_PARTS

NOUNS = ("task", "folder", "file")


class SplitForm(Form):
    """Up to `MOST_PARTS` parts; one whose fields are all empty is none. What is not placed goes with its body."""

    linked = BooleanField(
        _l("The others read these documents too"),
        default=True,
        description=_l("Each document lies in one of them; the others get a link to it as it is today."),
    )

    def validate(self, extra_validators=None):
        sound = super().validate(extra_validators)
        self.placed = placed(sent_fields())
        if None in self.placed.values():
            self.form_errors = [*self.form_errors, CHOOSE]
        return sound and not self.form_errors

    def numbers(self):
        """The numbers of the parts that were filled in."""
        return [number for number in range(1, MOST_PARTS + 1) if any(self[f"{name}_{number}"].data for name in NAMES)]

    def part(self, number):
        return [self[f"{name}_{number}"] for name in NAMES]

    def place_of(self, noun, id):
        """What was chosen for a thing: the number of a part, or None where it goes with its body."""
        return getattr(self, "placed", {}).get((noun, id))


def placed(fields):
    """{(noun, id): number of a part} as it was sent; None for what is no part."""
    found = {}
    for name, value in fields.items():
        noun, _dash, id = name.partition("-")
        if noun in NOUNS and as_number(id) and value:
            number = as_number(value)
            found[noun, as_number(id)] = number if number and number <= MOST_PARTS else None
    return found


NAMES = ("name", "purpose", "bodies", "lead")
for _number in range(1, MOST_PARTS + 1):
    _asked = {"optional": _number > 2}
    setattr(SplitForm, f"name_{_number}", line(_l("Name"), **_asked))
    setattr(SplitForm, f"purpose_{_number}", text(_l("Purpose"), 4000, **_asked))
    _bodies = SelectMultipleField(_l("Who goes into it"), coerce=identity, validate_choice=False)
    setattr(SplitForm, f"bodies_{_number}", _bodies)
    setattr(SplitForm, f"lead_{_number}", one_of(_l("Who leads it"), **_asked))
