"""What the forms of tasks let one choose: who may take one on, and which promises of the sittings a task may carry out."""

from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.database import db
from app.forms import listed
from app.meetings.models import Action, Decision, Proposal
from app.permissions import moment, seen_actions, seen_decisions, visible
from app.words import titled, word
from app.workspaces.models import Brought, Thread
from app.workspaces.models.task import DOERS


def owners_here(workspace):
    """[(seat, [mandate])] of the bodies that may take on a task, who leads first, with who works for each."""
    now = moment()
    seats = [seat for seat in workspace.place.seats if seat.role in DOERS and seat.in_force(now)]
    seats.sort(key=lambda seat: (seat.role != "lead", seat.organisation.name, seat.id))
    return [(seat, [each for each in seat.mandates if each.state(now) in ("active", "suspended")]) for seat in seats]


def owner_choices(workspace, first):
    """The choices of the field `owner`: each body, then its people."""
    found = []
    for seat, mandates in owners_here(workspace):
        body = titled(seat.organisation)
        found.append((f"{seat.organisation_id}", body))
        people = {each.person_id: f"{body} · {each.person.name} ({word(each.role, 'mandate').lower()})" for each in mandates}
        found += [(f"{seat.organisation_id}-{id}", words) for id, words in people.items()]
    return listed(first, found)


def decisions_here(workspace):
    """The adopted decisions that I see from which the workspace came, or that came of its discussions."""
    became = select(Proposal.became_id).join(Brought, Brought.proposal_id == Proposal.id).join(Thread)
    became = became.where(Thread.workspace_id == workspace.id, Proposal.became_id.is_not(None))
    origins = [workspace.decision_id, workspace.parent and workspace.parent.decision_id]
    ours = or_(Decision.id.in_([each for each in origins if each]), Decision.item_id.in_(became))
    return db.session.scalars(visible(seen_decisions, ours, Decision.adopted_at.is_not(None)).order_by(Decision.id)).all()


def promises_here(workspace):
    """(decisions, their actions that wait) as far as I see them."""
    decisions = decisions_here(workspace)
    found = visible(seen_actions, Action.decision_id.in_([each.id for each in decisions]), Action.waits())
    return decisions, db.session.scalars(found.order_by(Action.due_on, Action.id)).all() if decisions else []


def tie_choices(workspace, chosen=None):
    """The choices of the field `tie`; `chosen` are things that stay among them whatever came of them."""
    decisions, actions = promises_here(workspace)
    by_id = {each.id: each for each in decisions}
    found = [(f"decision-{each.id}", f"{_('Decision %(label)s', label=each.label)}: {each.text[:80]}") for each in decisions]
    found += [
        (f"action-{each.id}", f"{_('Action of %(label)s', label=by_id[each.decision_id].label)}: {each.text[:80]}")
        for each in actions
    ]
    known = {value for value, _label in found}
    return listed(_("Nothing of a sitting"), [*found, *((value, label) for value, label in chosen or () if value not in known)])
