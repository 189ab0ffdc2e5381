"""A body as those see it who keep it: its facts, names, units and owners, each with the form that changes it."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.forms import listed
from app.membership.models import Organisation, Shareholding
from app.membership.queries.holdings import others, shares_at, units_at
from app.permissions import can_keep_body, me
from app.words import titled


@dataclass
class BodyKept:
    """What may be changed of a body, as it is now."""

    organisation: Organisation
    at: object

    def __post_init__(self):
        self.units = units_at(self.organisation, self.at)
        self.owners = shares_at(Shareholding.body_id == self.organisation.id, self.at)
        self.wholly = can_keep_body(me(), self.organisation)


def with_units(form, units):
    form.parent.choices = listed(_l("None"), [(unit.id, "\u2003" * depth + unit.name) for unit, depth in units])
    return form


def with_owners(form, body):
    form.owner.choices = listed(_l("Choose…"), [(each.id, titled(each)) for each in others(body)])
    return form
