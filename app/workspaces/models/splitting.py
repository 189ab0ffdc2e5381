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
SPEAKERS = ("delegate", "substitute")


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
    check_new_name(part.name, workspace.decision, workspace.table, beside=[workspace], field=f"name_{number}")
    if part.lead is None or part.lead not in part.seats or part.lead.role == "observer":
        raise RuleBroken(_l("Choose who leads it, among those who go into it and do not only observe."), f"lead_{number}", 422)
    if not speaking(part.lead):
        sentence = _l("Nobody speaks for %(name)s now: choose who leads among the others.", name=part.lead.organisation.name)
        raise RuleBroken(sentence, field=f"lead_{number}", status=422)


def speaking(seat):
    """The mandates that speak for a body now, its delegate's first."""
    return sorted((each for each in seat.mandates if each.role in SPEAKERS and each.holds(utc_now())), key=by_rank)


def by_rank(mandate):
    return mandate.role != "delegate", mandate.since, mandate.rank


def taking_part(workspace):
    """The participation of each body in force now, or else its first to come; who leads comes first.

    Guests stay behind, and are welcomed again where they are needed.
    """
    first = {}
    for seat in sorted(workspace.place.seats, key=lambda seat: (seat.since, seat.id)):
        if seat.role != "guest" and goes_on(seat):
            first.setdefault(seat.organisation_id, seat)
    return sorted(first.values(), key=lambda seat: (seat.role != "lead", seat.since, seat.id))


def goes_on(row):
    """Is it in force now, or later?"""
    return row.until is None or row.until > max(row.since, utc_now())


def and_later(seat):
    """A participation with those of the same body that follow it in its workspace."""
    later = [each for each in seat.place.seats if each.organisation_id == seat.organisation_id and each.role != "guest"]
    return sorted((each for each in later if goes_on(each)), key=lambda each: (each.since, each.id))


def begin_part(workspace, part, voice, title):
    """A workspace of the same kind that rests on the same decision and serves the same objectives, with its people."""
    origin = {"decision": workspace.decision, "table": workspace.table}
    child = Workspace.begin(workspace.kind, part.name, part.purpose, part.rendered, **origin)
    child.mandated_at = workspace.mandated_at
    announce(child, "workspace-opened", child, voice=voice, split=workspace)
    for seat in sorted(part.seats, key=lambda each: each is not part.lead):
        for each in and_later(seat):
            let_over(child, each, role_in(part, each), voice)
    own = speaking(child.place.seats[0])[0]
    for each in workspace.contributions:
        if each.in_force(child.opened_at):
            child.serve(each.objective, each.why, own)
    Thread.begin(child, title, own)
    return child


def role_in(part, seat):
    """As it was; who leads is the one that was chosen."""
    if seat.organisation_id == part.lead.organisation_id:
        return "lead"
    return "partner" if seat.role == "lead" else seat.role


def let_over(child, seat, role, voice):
    """A body goes on in a new workspace with its people, but for who is suspended now; what is planned stays planned."""
    now = child.opened_at
    again = child.place.seat(seat.organisation, role, since=max(now, seat.since), until=seat.until, voice=voice)
    for each in sorted((each for each in seat.mandates if comes_along(each, now)), key=by_rank):
        since = max(now, each.since)
        mandate = again.appoint(each.person, each.role, since=since, until=each.until, act=each.act, voice=voice)
        mandate.suspensions = each.suspensions_from(since)
    return again


def comes_along(mandate, now):
    """A mandate that was confirmed, is not suspended now and gives its rights now or later."""
    return mandate.confirmed_at is not None and mandate.suspension(now) is None and goes_on(mandate)
