"""How an idea gets its mandate: it goes before a table, and the table's decision makes it a workspace in its own right."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models import Proposal
from app.membership.models import Table
from app.workspaces.models.bridge import tables_of
from app.workspaces.models.life import Submission
from app.workspaces.models.workspace import Workspace


def submit(workspace, table, title, note, voice):
    """Put an idea before a table at which one of its bodies sits, as a proposal to decide on; returns the submission."""
    workspace.check_at_work()
    check_idea(workspace)
    if workspace.state() == "waiting":
        raise RuleBroken(_l("It waits for the answer of a table already: take that proposal back first."))
    check_own_table(workspace, table.id, "table")
    proposal = Proposal.make(table, title, note, "decision", voice)
    sent = Submission(workspace=workspace, proposal=proposal, since=utc_now())
    db.session.add(sent)
    announce(workspace, "workspace-submitted", sent, voice=voice, table=table)
    return sent


def give_mandate(workspace, decision, voice):
    """Tie an idea to the adopted decision that lets its bodies act."""
    workspace.check_at_work()
    check_idea(workspace)
    if not decision.adopted_at:
        raise RuleBroken(_l("Only an adopted decision gives a mandate: the meeting is not closed yet."), "decision", 422)
    check_own_table(workspace, decision.table_id, "decision")
    take_mandate(workspace, decision, voice)


def take_mandate(workspace, decision, voice):
    now = utc_now()
    workspace.decision, workspace.mandated_at = decision, now
    for each in workspace.submissions:
        if each.in_force(now):
            each.until = now
    announce(workspace, "workspace-mandated", workspace, voice=voice, decision=decision)


def check_idea(workspace):
    if workspace.mandated:
        raise RuleBroken(_l("This work has its mandate already."))


def check_own_table(workspace, table_id, field):
    if db.session.scalar(tables_of(workspace, utc_now()).where(Table.id == table_id)) is None:
        raise RuleBroken(_l("Choose a table at which one of the bodies of this workspace sits."), field=field, status=422)


# --- What the table answers ------------------------------------------------------------------------------------------


def hear(said):
    """What happened to the proposal of an idea: adopted it is the mandate; returned, taken back or left, an idea again."""
    proposal, news = said.facts["proposal"], said.subject
    query = select(Submission).where(Submission.proposal_id == proposal.id, Submission.until.is_(None))
    sent = proposal.id and db.session.scalar(query)
    if not sent:
        return
    decision = given_by(proposal) if news.kind == "outcome" else None
    if decision and not sent.workspace.mandated and not sent.workspace.closed_at:
        take_mandate(sent.workspace, decision, said.voice)
    elif news.kind in ("returned", "withdrawn") or (news.kind == "outcome" and proposal.became.outcome != "deferred"):
        sent.until = utc_now()
        announce(sent.workspace, "submission-ended", sent, voice=said.voice)


def given_by(proposal):
    """The decision that the item of a proposal ended with, or None."""
    return next((each for each in proposal.became.decisions if each.adopted_at), None)


def keep_origin(said):
    """The output from which a workspace was opened is not taken back while the work rests on it."""
    if db.session.scalar(select(Workspace.id).where(Workspace.decision_id == said.subject).limit(1)):
        raise RuleBroken(_l("A workspace rests on this output: amend it at another sitting instead."))


react("proposal-told", hear)
react("decision-dropped", keep_origin)
