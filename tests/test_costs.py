"""What a page costs does not grow with what stands on it: the same number of queries in a small world and in a large one."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import Decision, Meeting, MinutesVersion
from app.membership.models import Municipality, Organisation, Place, Table, Zone, ZoneMembership
from app.workspaces.models import Thread, Workspace
from tests.cast import LONG_AGO

PAGES = {
    "tables": "/tables",
    "a table": "/tables/{table}",
    "a seat": "/seats/{seat}",
    "an organisation": "/organisations/{organisation}",
    "organisations": "/organisations",
    "zones": "/zones",
    "a zone": "/zones/{zone}",
    "the plan": "/plan?edition=P1",
    "an objective": "/objectives/{objective}",
    "meetings": "/meetings",
    "decisions": "/decisions",
    "a decision": "/decisions/{decision}",
    "minutes": "/meetings/{meeting}/minutes",
    "the register": "/register",
    "workspaces": "/workspaces",
    "a workspace": "/workspaces/{workspace}",
    "my page": "/me",
    "the portal": "/public",
}


def test_pages_cost_the_same_in_a_large_world(app, cast, visitor, counted):
    with app.app_context():
        ids = small_world(cast)
    reader = visitor("delegate")
    read(reader, ids, counted)  # what is asked only once a process is not counted
    few, short = read(reader, ids, counted)
    with app.app_context():
        grow(cast)
    many, long = read(reader, ids, counted)
    assert many == few
    assert [page for page in PAGES if long[page] <= short[page]] == [], "nothing more stands there, so it proves nothing"


def read(reader, ids, counted):
    """({page: how many queries it took}, {page: how long it is})."""
    costs, lengths = {}, {}
    for page, address in PAGES.items():
        with counted() as statements:
            shown = reader.get(address.format(**ids))
        assert shown.status_code == 200
        costs[page], lengths[page] = len(statements), len(shown.text)
    return costs, lengths


def small_world(cast):
    """Two of each noun that a page lists; {noun: id} of one of each, for the addresses."""
    published, decision = cast.published_meeting()
    cast.published_meeting()
    workspace, _ = cast.workspace()
    cast.workspace()
    writing()
    zones = [zone(number) for number in range(2)]
    commit()
    return {
        "table": cast.table().id,
        "seat": cast.mandate("delegate").seat_id,
        "organisation": cast.body("PM").id,
        "zone": zones[0].id,
        "objective": cast.objective().id,
        "decision": workspace.decision_id,
        "meeting": published.id,
        "workspace": workspace.id,
    }


def grow(cast):
    """More of everything, tied to what the small world shows."""
    for _ in range(4):
        cast.published_meeting()
        cast.workspace()
    writing()
    for number in range(2, 14):
        zone(number)
        more_bodies(cast, number)
    more_who_answer()
    more_in_one_workspace(cast)
    more_minutes()
    commit()


def zone(number):
    made = Zone(code=f"Z{number}", name=f"Zona {number}")
    body = Organisation(name=f"Comune di Numero {number}", kind="municipality")
    body.municipality = Municipality(istat_code=f"{number:06}", population=1000)
    db.session.add_all([made, body])
    db.session.flush()
    first = db.session.scalar(db.select(Zone).order_by(Zone.id))
    db.session.add(ZoneMembership(zone=made, organisation=body, since=LONG_AGO))
    if first.id != made.id:
        db.session.add(ZoneMembership(zone=first, organisation=body, since=LONG_AGO))
    return made


def more_bodies(cast, number):
    """A body that sits at the table, a table where the Politecnico sits, a technician in its seat, an objective below."""
    body = Organisation(name=f"Ente {number}", kind="foundation", parent=cast.body("PM"))
    db.session.add(body)
    db.session.flush()
    cast.table().place.seat(body, "member", since=LONG_AGO).appoint(cast.person("partner"), "delegate")
    table = Table.establish(code=f"T{number}", name=f"Tavolo {number}", kind="working_table")
    table.place.seat(cast.body("PM"), "member").appoint(cast.person("delegate"), "delegate")
    since = LONG_AGO + timedelta(days=number)
    cast.mandate("technician").seat.appoint(cast.person("partner"), "technician", since=since, until=since + timedelta(days=1))


def more_who_answer():
    """Each decision but the first is answered for by a body of its own."""
    bodies = db.session.scalars(db.select(Organisation).where(Organisation.name.startswith("Ente ")).order_by(Organisation.id))
    decisions = db.session.scalars(db.select(Decision).order_by(Decision.id.desc())).all()
    for decision, body in zip(decisions[:-1], bodies, strict=False):
        decision.responsible_organisation = body


def more_in_one_workspace(cast):
    """Bodies that take part, objectives it serves, threads, and other workspaces of the same decision."""
    workspace = db.session.scalar(db.select(Workspace).order_by(Workspace.id))
    own = workspace.place.seats[0].mandates[0]
    for number in range(8):
        body = db.session.scalar(db.select(Organisation).where(Organisation.name == f"Ente {number + 2}"))
        workspace.welcome(body, "partner", voice=own).appoint(cast.person("partner"), "delegate", voice=own)
        Thread.begin(workspace, f"Argomento {number}", own)
        again = Workspace(place=Place(noun="workspace"), decision=workspace.decision, name=f"Altro {number}")
        again.purpose = again.purpose_html = "Ancora."
        again.opened_at = utc_now()
        db.session.add(again)
        db.session.flush()
        again.place.noun_id = again.id
        again.place.seat(cast.body("PM"), "lead").appoint(cast.person("delegate"), "delegate")


def more_minutes():
    """Versions of minutes that are published already, as if they had been written before."""
    minutes = db.session.scalar(db.select(Meeting).join(Meeting.minutes).order_by(Meeting.id)).minutes
    by, renderer = minutes.latest.by, minutes.latest.renderer
    for number in range(2, 9):
        words = {"source": "Altro.", "html": "<p>Altro.</p>", "renderer": renderer}
        db.session.add(MinutesVersion(minutes=minutes, number=number, by=by, at=utc_now(), **words))
