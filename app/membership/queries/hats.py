"""Two hats as pages and programs read them: sentences that warn, and the mark that stays."""

from flask_babel import gettext as _

from app.membership.models import told_person
from app.membership.models.hats import other_voices
from app.membership.queries.naming import organisation_json
from app.words import titled


def hats_warned(mandate, at):
    """A sentence for each other body that the person of a mandate speaks for in its place; none mostly."""
    return [two_mouths(mandate, other) for other in other_voices(mandate, at)]


def two_mouths(mandate, other):
    names = {"person": mandate.person.name, "one": titled(mandate.organisation), "other": titled(other)}
    return _("%(person)s speaks here for %(other)s too: with %(one)s two parties would speak with one mouth.", **names)


def hats_json(told):
    """[{person, organisations}] of what `speaking_twice` told."""
    named = [(told_person(person), [organisation_json(each) for each in bodies]) for person, bodies in told]
    return [{"person": person, "organisations": bodies} for person, bodies in named]
