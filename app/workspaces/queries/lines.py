"""How the lines in a talk read that nobody wrote: what came of a proposal, of a decision, of a promise, of a task."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db, utc_now
from app.happenings import iso
from app.meetings.models import Action, AgendaItem, Decision, Meeting, Proposal, ProposalNews
from app.meetings.models.proposal_told import told_news
from app.permissions import seen_tasks, visible
from app.workspaces.models import TalkLine, Task, Told, tells_line, told_lines


@dataclass
class Line:
    """A line that nobody wrote, as it reads."""

    id: int
    at: datetime
    kind: str
    told: Told


def lines_of(thread, seen, since, until):
    """The lines of a thread that the reader may read, after one moment and until another; None stands for no bound."""
    query = select(TalkLine).where(TalkLine.thread_id == thread.id, seen).order_by(TalkLine.id)
    if since is not None:
        query = query.where(TalkLine.at > since)
    if until is not None:
        query = query.where(TalkLine.at <= until)
    found = db.session.scalars(query).all()
    told = told_lines(found)
    return [Line(each.id, each.at, each.kind, told[each.id]) for each in found if each.id in told]


def line_json(line):
    told = line.told
    sentence = {"name": told.name, "address": told.address, "sentence": told.sentence}
    return {"id": line.id, "kind": line.kind, "at": iso(line.at)} | sentence


def by_id(entity, lines, *options):
    query = select(entity).where(entity.id.in_({line.subject_id for line in lines})).options(*options)
    return {each.id: each for each in db.session.scalars(query)}


@tells_line("proposal")
def tell_proposals(lines):
    news = by_id(ProposalNews, lines, joinedload(ProposalNews.proposal).joinedload(Proposal.table),
                 joinedload(ProposalNews.proposal).joinedload(Proposal.became))  # fmt: skip
    return {line.id: told_proposal(news[line.subject_id]) for line in lines if line.subject_id in news}


def told_proposal(news):
    proposal = news.proposal
    address = url_for("proposals.proposal", id=proposal.id)
    icon = "check-circle" if news.kind == "outcome" else "info-circle"
    return Told(f"“{proposal.title_for_all(utc_now())}”", address, told_news(news), icon)


@tells_line("decision-executed", "decision-amended", "decision-revoked")
def tell_decisions(lines):
    decisions = by_id(Decision, lines, joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table))
    return {line.id: told_decision(line.kind, decisions[line.subject_id]) for line in lines if line.subject_id in decisions}


def told_decision(kind, decision):
    became = {
        "decision-executed": _("carried out"),
        "decision-amended": _("amended by a later decision"),
        "decision-revoked": _("revoked by a later decision"),
    }
    name = _("Decision %(label)s", label=decision.label)
    return Told(name, url_for("decisions.decision", id=decision.id), became[kind], "check-circle")


@tells_line("action-done")
def tell_actions(lines):
    """Of an item that became confidential since, nothing."""
    actions = by_id(Action, lines, joinedload(Action.item))
    told = {id: told_action(action) for id, action in actions.items() if not action.item.is_sealed(utc_now())}
    return {line.id: told[line.subject_id] for line in lines if line.subject_id in told}


def told_action(action):
    return Told(
        f"“{action.text[:120]}”", url_for("actions.action", id=action.id), _("promise of the sitting kept"), "check-circle"
    )


@tells_line("task-opened", "task-done")
def tell_tasks(lines):
    """Those that I see, here where their work is; what is with another workspace is told of there."""
    mine = visible(seen_tasks, Task.id.in_({line.subject_id for line in lines})).options(joinedload(Task.organisation))
    tasks = {each.id: each for each in db.session.scalars(mine)}
    near = [(line, tasks[line.subject_id]) for line in lines if line.subject_id in tasks]
    return {line.id: told_task(line.kind, task) for line, task in near if task.workspace_id == line.thread.workspace_id}


def told_task(kind, task):
    if kind == "task-done":
        sentence, icon = _("task done by %(organisation)s", organisation=task.organisation.name), "check-circle"
    else:
        sentence, icon = _("task for %(organisation)s", organisation=task.organisation.name), "info-circle"
    return Told(task.title, url_for("tasks.task", id=task.id), sentence, icon)
