"""What an output changes and what changed it, as far as the reader sees both; and its text, version by version."""

from dataclasses import dataclass

from flask import g, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, DecisionLink, Meeting
from app.meetings.models.link import turn
from app.permissions import can_amend, me, seen_decisions, seen_links, visible

MOST = 200
BOTH = tuple(
    joinedload(each).joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table)
    for each in (DecisionLink.decision, DecisionLink.target)
)


@dataclass
class Version:
    """A text of a decision from a moment on; `link` is the amendment that made it, None for the first."""

    number: int
    since: object
    text: str
    html: str
    link: DecisionLink | None


def links_of(decision):
    """(the links of this output, the adopted links of others to it), those between decisions that I see."""
    either = (DecisionLink.decision_id == decision.id) | (DecisionLink.target_id == decision.id)
    return sorted_out(decision, visible(seen_links, either))


def published_links_of(decision):
    """The same for everybody: the links between published decisions."""
    published = select(Decision.id).where(Decision.published_at.is_not(None))
    query = select(DecisionLink).where(DecisionLink.decision_id.in_(published), DecisionLink.target_id.in_(published))
    return sorted_out(decision, query.where((DecisionLink.decision_id == decision.id) | (DecisionLink.target_id == decision.id)))


def sorted_out(decision, query):
    links = db.session.scalars(query.options(*BOTH, selectinload(DecisionLink.replacements)).order_by(DecisionLink.id)).all()
    theirs = [each for each in links if each.target_id == decision.id and each.adopted_at]
    return [each for each in links if each.decision_id == decision.id], sorted(theirs, key=lambda each: turn(each.decision))


def versions_of(decision, theirs):
    """The texts of a decision, the one in force first; `theirs` are the adopted links to it."""
    made = [Version(1, decision.adopted_at, decision.text, decision.html, None)]
    for link in theirs:
        if link.kind == "amends":
            made.append(Version(len(made) + 1, link.adopted_at, link.text, link.html, link))
    return made[::-1]


def standing(decision):
    """`revoked` or `amended`, as far as I see what did so; None while it stands as it was adopted."""
    adopted = [each for each in decision.linked_by if each.adopted_at and each.kind != "implements"]
    seen = [each for each in adopted if is_link_seen(each)]
    if any(each.kind == "revokes" for each in seen):
        return "revoked"
    return "amended" if seen else None


def is_link_seen(link):
    """Do I see both decisions? Asked once for all links, where a page shows a decision that has any."""
    if "seen_links" not in g:
        g.seen_links = set(db.session.scalars(visible(seen_links).with_only_columns(DecisionLink.id)))
    return link.id in g.seen_links


def targets_for(decision):
    """The adopted decisions that I see, which an output may refer to: the latest first, those of its own table before others."""
    query = visible(seen_decisions, Decision.adopted_at.is_not(None), Decision.id != decision.id)
    query = query.where(Decision.item_id.not_in(select(AgendaItem.id).where(AgendaItem.meeting_id == decision.item.meeting_id)))
    item = joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table)
    order = (Decision.table_id != decision.table_id, Decision.adopted_at.desc(), Decision.id.desc())
    return db.session.scalars(query.options(item).order_by(*order).limit(MOST)).all()


def may_change(target):
    """May the reader record that it is amended or revoked, or only implemented?"""
    return can_amend(me(), target)


def link_json(link, other):
    return {
        "id": link.id,
        "kind": link.kind,
        "decision": {"id": other.id, "label": other.label, "address": url_for("decisions.decision", id=other.id)},
        "adopted_at": link.adopted_at and iso(link.adopted_at),
        "replacements": [{"before": each.before, "after": each.after} for each in link.replacements],
    }


def links_json(mine, theirs):
    return {
        "links": [link_json(each, each.target) for each in mine],
        "linked_by": [link_json(each, each.decision) for each in theirs],
    }


def version_json(version):
    by = version.link and version.link.decision
    changed = by and {"id": by.id, "label": by.label, "address": url_for("decisions.decision", id=by.id)}
    since = version.since and iso(version.since)
    return {"number": version.number, "since": since, "text": version.text, "html": version.html, "by": changed}
