"""A workspace is split: its bodies go on in two or more, each open task and each document in exactly one of them."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from app.database import hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.workspaces.models.discussion import Thread
from app.workspaces.models.handing_on import default_part, hand_on_documents, hand_on_task, open_tasks, units_of
from app.workspaces.models.lineage import Lineage, close_circles, tell_threads
from app.workspaces.models.workspace import Workspace, check_new_name

MOST_PARTS = 4


@dataclass
class Part:
    """One of the workspaces to come: `seats` are those of the parent that come in, `lead` the one of them that leads."""

    name: str
    purpose: str
    rendered: object
    seats: list = field(default_factory=list)
    lead: object = None


@dataclass
class Division:
    """Which part gets what: {task id: place of the part}, and {(noun, id): place} of folders and files; the rest by its body.

    Where `linked` the other parts read the documents as they are now.
    """

    tasks: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)
    linked: bool = True


def split(workspace, parts, division, voice, *, title, reason):
    """Split a workspace; returns the new ones, in the order of `parts`.

    `title` names their first threads, `reason` says why what waits in the circles is dropped. The talk stays where it was
    said. RuleBroken for fewer than two parts, for a part in which nobody speaks, and for a body left with none.
    """
    workspace.check_at_work()
    hold(Workspace, workspace.id)
    check_whole(workspace)
    check_parts(workspace, parts)
    children = [begin_part(workspace, part, voice, title) for part in parts]
    for task in open_tasks(workspace):
        hand_on_task(task, children[chosen_part(division.tasks.get(task.id), task.organisation_id, parts)], voice)
    for unit in units_of(workspace):
        at = chosen_part(division.documents.get(unit.key), unit.organisation_id, parts)
        hand_on_documents(workspace, unit, children[at], children if division.linked else (), voice)
    close_circles(workspace, reason, voice)
    for child in children:
        Lineage.tie(workspace, child, "split", voice)
    tell_threads(workspace, voice)
    workspace.closed_at = utc_now()
    announce(workspace, "workspace-split", workspace, voice=voice, children=[each.id for each in children])
    return children


def chosen_part(place, organisation_id, parts):
    return default_part(organisation_id, parts) if place is None else place


def check_whole(workspace):
    if workspace.parent_id is not None:
        raise RuleBroken(_l("A circle is not split: open another one."))
    if workspace.state() == "waiting":
        raise RuleBroken(_l("It waits for the answer of a table: take that proposal back first."))


def check_parts(workspace, parts):
    """Each has a name of its own, and a lead who is in it and speaks; no body of the workspace is left behind."""
    if not 2 <= len(parts) <= MOST_PARTS:
        raise RuleBroken(
            _l("Say into which workspaces it is split: two at least, %(most)s at most.", most=MOST_PARTS), "name_1", 422
        )
    for number, part in enumerate(parts, 1):
        check_part(workspace, part, number, [each.name for each in parts[: number - 1]])
    placed = {seat.id for part in parts for seat in part.seats}
    left = [seat.organisation.name for seat in taking_part(workspace) if seat.id not in placed]
    if left:
        sentence = _l("Say where %(names)s goes on: everybody who takes part goes into one at least.", names=", ".join(left))
        raise RuleBroken(sentence, field="bodies_1", status=422)


def check_part(workspace, part, number, before):
    if part.name.casefold() in [each.casefold() for each in before]:
        raise RuleBroken(_l("Give each of them a name of its own."), field=f"name_{number}", status=422)
    sentence = _l("A workspace of this name was already opened from this decision.")
    elsewhere = Workspace.decision_id == workspace.decision_id, Workspace.id != workspace.id
    check_new_name(part.name, sentence, *elsewhere, field=f"name_{number}")
    if part.lead is None or part.lead not in part.seats or part.lead.role == "observer":
        raise RuleBroken(_l("Choose who leads it, among those who go into it and do not only observe."), f"lead_{number}", 422)
    if not any(each.holds(utc_now()) for each in part.lead.mandates):
        sentence = _l("Nobody speaks for %(name)s now: choose who leads among the others.", name=part.lead.organisation.name)
        raise RuleBroken(sentence, field=f"lead_{number}", status=422)


def taking_part(workspace):
    """The participations in force; guests stay behind, and are welcomed again where they are needed."""
    now = utc_now()
    query = [each for each in workspace.place.seats if each.role != "guest" and each.in_force(now)]
    return sorted(query, key=lambda seat: (seat.role != "lead", seat.since, seat.id))


def begin_part(workspace, part, voice, title):
    """A workspace of the same kind that rests on the same decision and serves the same objectives, with its people."""
    origin = {"decision": workspace.decision, "table": workspace.table}
    child = Workspace.begin(workspace.kind, part.name, part.purpose, part.rendered, **origin)
    child.mandated_at = workspace.mandated_at
    announce(child, "workspace-opened", child, voice=voice, split=workspace)
    seats = [
        let_over(child, seat, role_in(part, seat), voice) for seat in sorted(part.seats, key=lambda each: each is not part.lead)
    ]
    own = seats[0].mandates[0]
    for each in workspace.contributions:
        if each.in_force(child.opened_at):
            child.serve(each.objective, each.why, own)
    Thread.begin(child, title, own)
    return child


def role_in(part, seat):
    """As it was; who leads is the one that was chosen."""
    if seat is part.lead:
        return "lead"
    return "partner" if seat.role == "lead" else seat.role


def let_over(child, seat, role, voice):
    """A body goes on in a new workspace with those of its people whose mandates give rights now."""
    now = child.opened_at
    again = child.place.seat(seat.organisation, role, since=now, until=seat.until, voice=voice)
    going = [each for each in seat.mandates if each.holds(now)]
    for each in sorted(going, key=lambda each: (each.role != "delegate", each.id)):
        again.appoint(each.person, each.role, since=now, until=each.until, act=each.act, voice=voice)
    return again
