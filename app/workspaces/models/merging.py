"""Workspaces are merged: bodies, open tasks and documents of all go on in a new one; the talk stays where it was said."""

from collections import defaultdict

from flask_babel import lazy_gettext as _l

from app.database import db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.rules import overlap
from app.workspaces.models.circles import earlier, latest
from app.workspaces.models.discussion import Thread
from app.workspaces.models.handing_on import hand_on_documents, hand_on_task, open_tasks, units_of
from app.workspaces.models.lineage import Lineage, close_circles, tell_threads
from app.workspaces.models.merger import check_mergeable, check_name_of_child
from app.workspaces.models.shelf import Folder
from app.workspaces.models.splitting import and_later, by_rank, comes_along, speaking, taking_part
from app.workspaces.models.workspace import PARTICIPATION_ROLES, Workspace

LONGEST_FOLDER = 100


def agree(part, voice, *, title, reason):
    """Who leads it agrees; returns the new workspace where she was the last, else None. See `merge`."""
    part.agree(voice)
    if any(each.agreed_at is None for each in part.merger.parts):
        return None
    return merge(part.merger, voice, title=title, reason=reason)


def merge(merger, voice, *, title, reason):
    """Merge the workspaces of a merger to which all have agreed; returns the new one.

    `title` names its first thread, `reason` says why what waits in the circles is dropped. RuleBroken where one of them
    is no longer at work, or nobody would lead: then nobody has agreed either.
    """
    parents = merger.workspaces
    for each in sorted(parents, key=lambda each: each.id):
        hold(Workspace, each.id)
    check_mergeable(parents, merger)
    check_name_still_free(merger, parents)
    child = begin_merged(merger, parents, voice, title)
    for each in parents:
        end_in(each, child, reason, voice)
    merger.child, merger.outcome = child, "merged"
    merger.ended_at, merger.ended_by = utc_now(), voice
    return child


def check_name_still_free(merger, parents):
    """The name was free when it was proposed."""
    try:
        check_name_of_child(merger.name, parents)
    except RuleBroken as taken:
        sentence = _l("“%(name)s” was opened meanwhile: take this proposal back and propose another name.", name=merger.name)
        raise RuleBroken(sentence) from taken


# --- The new workspace -----------------------------------------------------------------------------------------------


def begin_merged(merger, parents, voice, title):
    """It rests on the decision of the workspace that proposed it, and serves what any of them serves."""
    first = parents[0]
    origin = {"decision": first.decision, "table": first.table}
    child = Workspace.begin(merger.kind, merger.name, merger.purpose, merger.rendered, **origin)
    child.mandated_at = first.mandated_at
    announce(child, "workspace-opened", child, voice=voice, merged=[each.id for each in parents])
    own = speaker(let_all_in(child, parents, voice), voice)
    db.session.flush()
    for each in objectives_of(parents, child.opened_at):
        child.serve(each.objective, each.why, own)
    Thread.begin(child, title, own)
    take_over_shelves(parents, child, own)
    return child


def let_all_in(child, parents, voice):
    """Each body that takes part in any of them, once, who leads first; returns their seats."""
    by_body = {}
    for parent in parents:
        for seat in taking_part(parent):
            by_body.setdefault(seat.organisation, []).append(seat)
    groups = [sorted(seats, key=strength) for seats in by_body.values()]
    return [let_in(child, seats, voice) for seats in sorted(groups, key=lambda seats: PARTICIPATION_ROLES.index(seats[0].role))]


def strength(seat):
    """Who leads comes before who takes part as a partner, and this one before who observes; in one role who stays longer."""
    return PARTICIPATION_ROLES.index(seat.role), seat.until is not None, -seat.until.timestamp() if seat.until else 0


def let_in(child, seats, voice):
    """A body comes in with the strongest role it has, and with its people, each once; what is planned of them stays planned.

    Of two delegates at once the second comes as a substitute. Whom a suspension keeps from speaking in one of them stays
    behind. A change of role that was planned is planned anew.
    """
    now, strongest = child.opened_at, seats[0]
    bounds = {"since": max(now, strongest.since), "until": and_later(strongest)[-1].until}
    again, delegates = child.place.seat(strongest.organisation, strongest.role, voice=voice, **bounds), []
    for person, mandates in coming(seats, now).items():
        since = max(now, again.since, mandates[0].since)
        until = earlier(latest(each.until for each in mandates), again.until)
        role = mandates[0].role
        if role == "delegate" and any(overlap(each, since, until) for each in delegates):
            role = "substitute"
        mandate = again.appoint(person, role, since=since, until=until, act=mandates[0].act, voice=voice)
        mandate.suspensions = mandates[0].suspensions_from(since)
        if role == "delegate":
            delegates.append(mandate)
    return again


def coming(seats, now):
    """{person: her mandates} of a body that give rights now or later, a delegate before others."""
    every = [each for first in seats for seat in and_later(first) for each in seat.mandates]
    rest = {each.person_id for each in every if any(stop.in_force(now) for stop in each.suspensions)}
    people = defaultdict(list)
    for each in sorted(every, key=by_rank):
        if comes_along(each, now) and each.person_id not in rest:
            people[each.person].append(each)
    return people


def speaker(seats, voice):
    """The mandate in the new workspace of who merges, else of another who leads; RuleBroken where nobody does."""
    leads = [each for seat in seats if seat.role == "lead" for each in speaking(seat)]
    if not leads:
        raise RuleBroken(_l("Nobody would lead the new workspace now: a body that leads names somebody who speaks for it first."))
    return next((each for each in leads if each.person_id == voice.person_id), leads[0])


def objectives_of(parents, at):
    """What they serve, each objective once, in the words of the first that does."""
    serving = {}
    for parent in parents:
        for each in parent.contributions:
            if each.in_force(at):
                serving.setdefault(each.objective_id, each)
    return serving.values()


def take_over_shelves(parents, child, own):
    """What lies on the shelf of each goes into a folder named after it; each keeps reading its own as they are now."""
    shelves, taken = [(parent, units_of(parent)) for parent in parents], set()
    folders = {parent.id: folder_for(child, parent, own, taken) for parent, units in shelves if units}
    for parent, units in shelves:
        for unit in units:
            hand_on_documents(parent, unit, child, (), own)
            put_into(folders[parent.id], unit)


def folder_for(child, parent, own, taken):
    """A folder named after a workspace, apart from those `taken`."""
    name = name_apart(parent.name, taken)
    taken.add(name.casefold())
    return Folder.make(child, name, None, own)


def name_apart(name, taken):
    """The name of a folder that none of those `taken` has."""
    short, number = name[:LONGEST_FOLDER].strip(), 1
    while short.casefold() in taken:
        number += 1
        short = f"{name[: LONGEST_FOLDER - 5].strip()} ({number})"
    return short


def put_into(folder, unit):
    for each in unit.folders:
        if each.parent_id is None:
            each.parent = folder
    for each in unit.files:
        if each.folder_id is None:
            each.folder = folder


# --- The workspaces that were merged ---------------------------------------------------------------------------------


def end_in(parent, child, reason, voice):
    """Its open tasks go on in the new one; the rest is read from now on, and each thread says where the work goes on."""
    for task in open_tasks(parent):
        hand_on_task(task, child, voice)
    close_circles(parent, reason, voice)
    Lineage.tie(parent, child, "merge", voice)
    tell_threads(parent, voice)
    parent.closed_at = utc_now()
    announce(parent, "workspace-merged", parent, voice=voice, child=child.id)
