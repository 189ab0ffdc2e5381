"""States of joint work: an idea, one that waits for its table, work that is suspended, a zone that the lead named."""

from app.database import commit, db, writing
from app.membership.models import Zone
from app.rendering import render
from app.workspaces.models import NamedZone, Workspace, submit
from tests.states.membership import start
from tests.states.workspaces import workspace


def idea(cast):
    """Opened by the delegate for PM at the table, with US as a partner; a decision was adopted there meanwhile."""
    _, decision = cast.closed_meeting()
    writing()
    words = ("Biblioteche aperte", "Una tessera sola.", render("Una tessera sola."))
    space = Workspace.imagine(cast.table(), "dossier", *words, cast.objective(), "Dà un servizio.", cast.mandate("delegate"))
    own = space.place.seats[0].mandates[0]
    space.place.seats[0].appoint(cast.person("technician"), "technician", voice=own)
    partner = space.welcome(cast.body("US"), "partner", voice=own)
    partner.appoint(cast.person("other_delegate"), "delegate", voice=own)
    commit()
    return start(cast) | {"workspace": space.id, "decision": decision.id}


def idea_sent(cast):
    names = idea(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    sent = submit(space, cast.table(), "Biblioteche aperte", "Una tessera.", cast.mandate("delegate", space.place))
    commit()
    return names | {"proposal": sent.proposal_id}


def stopped(cast):
    names = workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    space.suspend("Si aspetta il bilancio", None, cast.mandate("delegate", space.place))
    commit()
    return names


def named(cast):
    names = workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    row = NamedZone.name(space, db.session.scalar(db.select(Zone)), cast.mandate("delegate", space.place))
    commit()
    return names | {"named_zone": row.id}


STATES = {"idea": idea, "idea sent": idea_sent, "work suspended": stopped, "zone of work named": named}
