"""Case 5: a zone is never contiguous, as San Colombano al Lambro, an exclave between Lodi and Pavia, shows."""

from app.database import commit, db, writing
from app.membership.models import Act, Zone
from tests.states.zones import town


def test_case_05_no_geometry_is_asked_of_a_membership(visitor, app, cast):
    with app.app_context():
        writing()
        act = Act.record(kind="deliberation", title="Zone omogenee", issuer="Consiglio metropolitano")
        exclave = town("San Colombano al Lambro", 15191)
        db.session.add(exclave)
        db.session.flush()
        zone = db.session.scalar(db.select(Zone).where(Zone.code == "TAV"))
        numbers = zone.id, act.id, exclave.id
        commit()
    zone, act, exclave = numbers
    assert visitor("outsider").post(f"/zones/{zone}/memberships", {"organisation": exclave, "act": act}).status_code == 403
    reply = visitor("zones_office").post(f"/zones/{zone}/memberships", {"organisation": exclave, "act": act})
    assert reply.status_code == 201
    told = visitor("outsider").get_json(f"/zones/{zone}").get_json()
    assert [each["organisation"]["name"] for each in told["members"]] == ["Comune di San Colombano al Lambro"]
