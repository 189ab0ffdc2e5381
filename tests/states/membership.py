"""States of tables, seats and mandates."""

from app.database import commit, db, utc_now, writing
from app.membership.models import Office, Zone


def start(cast):
    table, conference = cast.table(), cast.table("CONF")
    opposite = cast.mandate("counterpart", conference.place)
    seats = {seat.organisation.code: seat for seat in table.place.seats}
    return {
        "table": table.id,
        "organisation": cast.body("PM").id,
        "free_organisation": cast.body("EX").id,
        "objective": cast.objective().id,
        "other_objective": cast.objective("P2.M1").id,
        "seat": seats["PM"].id,
        "mandate": cast.mandate("technician").id,
        "delegate_mandate": cast.mandate("delegate").id,
        "own_person": cast.person("org_admin").id,
        "partner_person": cast.person("expired").id,
        "delegate_person": cast.person("delegate").id,
        "secretary_mandate": cast.mandate("secretary").id,
        "conference": conference.id,
        "conference_mandate": opposite.id,
        "conference_seat": opposite.seat_id,
        "counterpart_person": cast.person("counterpart").id,
        "office": db.session.scalar(db.select(Office.id).where(Office.kind == "auditor")),
        "zone": db.session.scalar(db.select(Zone.id)),
    }


def reserved(cast):
    names = start(cast)
    writing()
    cast.table().reserved_at = utc_now()
    commit()
    return names


STATES = {
    "start": start,
    "reserved": reserved,
}
