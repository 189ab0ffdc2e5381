"""Closing a workspace: what waits is done, dropped or handed to another work; what came of it is frozen in its dossier."""

from flask_babel import lazy_gettext as _l

from app.database import db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.workspaces.models.dossier import OUTCOMES, Dossier
from app.workspaces.models.gathering import facts_of
from app.workspaces.models.handing_on import hand_on_task, open_tasks
from app.workspaces.models.lineage import close_circles
from app.workspaces.models.workspace import Workspace


def close_work(workspace, reason, outcomes, voice, *, fates, circle_reason):
    """Close it for good; returns the dossier.

    `outcomes` is {contribution: (outcome, sentence)} of every objective served now. `fates` says of each open task `done`,
    `dropped`, or the workspace that takes it over, by task id. RuleBroken for an outcome or a fate that is missing.
    """
    workspace.check_at_work()
    hold(Workspace, workspace.id)
    if workspace.parent_id is not None:
        raise RuleBroken(_l("A circle is closed from its own page."))
    if workspace.state() == "waiting":
        raise RuleBroken(_l("It waits for the answer of a table: take that proposal back first."))
    check_outcomes(workspace, outcomes)
    for task in open_tasks(workspace):
        settle(task, fates.get(task.id), reason, voice)
    now = utc_now()
    close_circles(workspace, circle_reason, voice, now)
    db.session.flush()
    dossier = Dossier(workspace=workspace, at=now, by=voice, reason=reason, facts=facts_of(workspace, outcomes, now))
    db.session.add(dossier)
    workspace.closed_at = now
    announce(workspace, "workspace-closed", dossier, voice=voice)
    return dossier


def check_outcomes(workspace, outcomes):
    for each in served_now(workspace):
        outcome, sentence = outcomes.get(each, (None, ""))
        if outcome not in OUTCOMES or not sentence:
            raise RuleBroken(
                _l("Say of each objective what came of it, and in a sentence why."), field=f"outcome-{each.id}", status=422
            )


def served_now(workspace):
    now = utc_now()
    return [each for each in workspace.contributions if each.in_force(now)]


def settle(task, fate, reason, voice):
    if fate == "done":
        task.finish(voice)
    elif fate == "dropped":
        task.drop(voice, reason[:500])
    elif isinstance(fate, Workspace):
        fate.check_at_work()
        hand_on_task(task, fate, voice)
    else:
        sentence = _l("“%(title)s” still waits: say that it is done, drop it, or hand it to another work.", title=task.title)
        raise RuleBroken(sentence, field=f"task-{task.id}", status=422)
