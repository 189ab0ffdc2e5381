"""States of a merger: two workspaces that may be merged, a merger that is proposed, declined, carried out, or beside a guest."""

from app.database import commit, db, writing
from app.membership.models import Mandate, Seat
from app.rendering import render
from app.workspaces.models import Merger, MergerPart, Thread, Workspace, agree
from tests.states.guests import guest
from tests.states.workspaces import workspace

PURPOSE = "Case e mense per chi studia."


def to_merge(cast, names=None):
    """Residenze, led by PM, and Mense, led by US; the delegate is in both, the partner in Mense only."""
    names = names or workspace(cast)
    writing()
    words = ("Mense", "Dare da mangiare.", render("Dare da mangiare."))
    space = Workspace.begin("joint_project", *words, decision=db.session.get(Workspace, names["workspace"]).decision)
    lead = space.place.seat(cast.body("US"), "lead").appoint(cast.person("other_delegate"), "delegate")
    space.place.seat(cast.body("PM"), "partner").appoint(cast.person("delegate"), "delegate")
    space.place.seat(cast.body("FH"), "partner").appoint(cast.person("partner"), "delegate")
    Thread.begin(space, "Menù", lead)
    commit()
    return names | {"other": space.id}


def proposed(cast, names=None):
    names = to_merge(cast, names)
    writing()
    space, other = (db.session.get(Workspace, names[name]) for name in ("workspace", "other"))
    lead = cast.mandate("delegate", space.place)
    merger = Merger.propose(space, [other], "Vita da studenti", PURPOSE, render(PURPOSE), lead)
    commit()
    return names | {"merger": merger.id, "own_part": merger.parts[0].id, "other_part": merger.parts[1].id}


def proposed_beside_guest(cast):
    return proposed(cast, guest(cast))


def declined(cast):
    names = proposed(cast)
    writing()
    part = db.session.get(MergerPart, names["other_part"])
    part.decline("Non ora", leading(part.workspace))
    commit()
    return names


def merged(cast, names=None):
    """The new workspace holds the bodies of both, and nobody reads a talk that she did not read before."""
    names = names or proposed(cast)
    writing()
    part = db.session.get(MergerPart, names["other_part"])
    child = agree(part, leading(part.workspace), title="Discussione generale", reason="Uniti")
    commit()
    return names | {"merged": child.id, "merged_thread": child.threads[0].id}


def merged_beside_guest(cast):
    return merged(cast, proposed_beside_guest(cast))


def leading(space):
    """The mandate that leads it."""
    query = db.select(Mandate).join(Mandate.seat).where(Seat.place_id == space.place_id, Seat.role == "lead")
    return db.session.scalar(query)


STATES = {
    "to merge": to_merge,
    "merger proposed": proposed,
    "merger beside guest": proposed_beside_guest,
    "merger declined": declined,
    "work merged": merged,
    "work merged beside guest": merged_beside_guest,
}
