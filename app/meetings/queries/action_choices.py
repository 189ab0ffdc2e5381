"""What the forms of actions offer to choose from: the outputs of the item, bodies, and people of those at the table."""

from flask_babel import lazy_gettext as _l

from app.forms import listed
from app.meetings.queries.choices import organisation_choices, person_choices, seated_at


def offer_action(form, item):
    """Give the form its lists: the outputs of the item, bodies, people of those at the table."""
    seated = seated_at(item.meeting)
    form.decision.choices = listed(_l("The item alone"), [(each.id, each.text[:80]) for each in item.decisions])
    form.organisation.choices = organisation_choices(seated)
    form.person.choices = person_choices(seated | {form.organisation.data})
    return form.at("action")


def offer_promise(form, body):
    """The people of the body that answers for an output."""
    form.person.choices = person_choices({body.id})
    return form.at("promise")
