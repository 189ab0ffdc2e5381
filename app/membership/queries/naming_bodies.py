"""Bodies as people name them: found by any of their names or codes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from app.database import db
from app.errors import RuleBroken
from app.membership.models import Alias, Municipality, Organisation, Succession
from app.permissions import seen_organisations, visible


def found_by(text):
    """A condition: a part of a name of now or before, of a body it came out of, or the beginning of a code."""
    formerly = select(Succession.to_id).join(Succession.before).where(Organisation.name.icontains(text, autoescape=True))
    aliases = select(Alias.organisation_id).where(Alias.name.icontains(text, autoescape=True))
    towns = select(Municipality.organisation_id).where(Municipality.istat_code.startswith(text, autoescape=True))
    names = [each.icontains(text, autoescape=True) for each in (Organisation.name, Organisation.name_en)]
    codes = [each.istartswith(text, autoescape=True) for each in (Organisation.ipa_code, Organisation.tax_code)]
    return or_(*names, *codes, *(Organisation.id.in_(each) for each in (formerly, aliases, towns)))


def body_named(text, field):
    """The one body with this name or code, None where there is none; RuleBroken where several answer to it.

    A code decides before a name: the same municipality is spelt in several ways and has one ISTAT code.
    """
    folded = text.lower()
    towns = select(Municipality.organisation_id).where(Municipality.istat_code == text)
    codes = (Organisation.code == text, func.lower(Organisation.ipa_code) == folded, func.lower(Organisation.tax_code) == folded)
    aliases = select(Alias.organisation_id).where(or_(func.lower(Alias.name) == folded, Alias.name == text))
    names = (func.lower(Organisation.name) == folded, Organisation.name == text, Organisation.id.in_(aliases))
    return only(or_(*codes, Organisation.id.in_(towns)), text, field) or only(or_(*names), text, field)


def bodies_named(texts, field):
    """The bodies with these names or codes; RuleBroken naming the first that nobody bears."""
    found = [(text, body_named(text, field)) for text in texts]
    for text, body in found:
        if body is None:
            sentence = _l("No body is called “%(name)s”: write its name, its ISTAT, IPA or tax code.", name=text)
            raise RuleBroken(sentence, field=field, status=422)
    return [body for _, body in found]


def only(condition, text, field):
    bodies = db.session.scalars(visible(seen_organisations, condition).limit(2)).all()
    if len(bodies) > 1:
        raise RuleBroken(_l("Several bodies are called “%(name)s”: write a code instead.", name=text), field=field, status=422)
    return bodies[0] if bodies else None
