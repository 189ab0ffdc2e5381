"""Acts as pages and programs read them."""

from sqlalchemy import func, or_
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import Act
from app.membership.queries.naming import organisation_json, partial
from app.permissions import only_seen, seen_acts, visible
from app.words import word

LISTED = 200  # choices of a list; an older act is chosen from its own page


def act_json(act):
    facts = {"id": act.id, "address": f"/acts/{act.id}", "code": act.code, "kind": act.kind, "number": act.number}
    return facts | {
        "title": act.title,
        "issuer": act.issuer,
        "dated": partial(act.dated),
        "organisation": organisation_json(act.organisation),
    }


def act_line(act):
    """An act in one line, for lists of choices: `Decreto n. 194, 2018-07-30 · Gruppo di contatto`."""
    number = f" n. {act.number}" if act.number and f"n. {act.number}" not in act.title else ""
    return f"{word(act.kind, 'act')}{number}{f', {act.dated}' if act.dated else ''} · {act.title}"[:140]


def acts_found(text, kind):
    """A select of acts by a part of title, number, issuer or code, and by kind; the latest first."""
    fields = (Act.title, Act.number, Act.issuer, Act.code, Act.dated)
    by_text = or_(*[field.icontains(text, autoescape=True) for field in fields])
    query = visible(seen_acts, *([by_text] if text else []), *([Act.kind == kind] if kind else []))
    return query.options(joinedload(Act.organisation)).order_by(func.coalesce(Act.dated, "").desc(), Act.id.desc())


def acts_to_choose(chosen=None):
    """The latest acts, and the chosen one however old it is."""
    acts = db.session.scalars(acts_found("", "").limit(LISTED)).all()
    known = {act.id for act in acts}
    older = only_seen(seen_acts, chosen) if chosen and chosen not in known else None
    return [*([older] if older else []), *acts]
