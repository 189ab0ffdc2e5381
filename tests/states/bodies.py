"""States of bodies: with units, other names and owners; and a successor that may take over."""

from app.database import commit, day_of, utc_now, writing
from app.membership.models import Act, Alias, Organisation, Shareholding, Succession, Unit
from tests.states.membership import start


def kept(cast):
    """The Politecnico has a unit and another name, the Fondazione an owner; one body is only proposed."""
    names = start(cast)
    writing()
    body, owned = cast.body("PM"), cast.body("FH")
    unit, alias = Unit.begin(body, "Area Didattica"), Alias.add(body, "PoliProva", "acronym")
    share = Shareholding.begin(owned, cast.body("CM"), None, [])
    proposed = Organisation.add(name="Ente che forse sarà", kind="public_body", proposed=True)
    commit()
    mine = {"unit": unit, "alias": alias, "owned": owned, "owner": cast.body("US"), "share": share, "proposed": proposed}
    return names | {name: row.id for name, row in mine.items()}


def merged(cast):
    """Two bodies became one today; their seats and commitments wait."""
    names = start(cast)
    writing()
    bodies = [Organisation.add(name=f"Ente {name}", kind="public_body") for name in ("primo", "secondo")]
    heir = Organisation.add(name="Ente unico", kind="public_body")
    Succession.merge(bodies, heir, day_of(utc_now()))
    act = Act.record(kind="decree", title="Decreto di fusione", issuer="Ministero di prova")
    commit()
    return names | {"heir": heir.id, "act": act.id}


STATES = {
    "kept": kept,
    "merged": merged,
}
