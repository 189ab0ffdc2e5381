"""Ways round a rule that look lawful one step at a time: naming again, confirming oneself, asking by another page or sheet."""

import pytest

from app.database import commit, db, utc_now, writing
from app.membership.models import Affiliation, Mandate


@pytest.fixture
def names(app, cast):
    """The table asks nobody to confirm what bodies name."""
    with app.app_context():
        writing()
        cast.table().confirms = False
        commit()
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        people = {role: cast.person(role).id for role in ("delegate", "secretary")}
        bodies = {code: cast.body(code).id for code in ("PM", "CM")}
        return {"seats": seats, "people": people, "bodies": bodies, "mandate": cast.mandate("delegate").id}


def reserve(app, cast):
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()


def name(visitor, role, seat, person, kind="technician"):
    return visitor(role).post(f"/seats/{seat}/mandates", {"person": person, "role": kind})


def test_whom_the_secretariat_suspended_her_body_does_not_end_and_name_again(visitor, names):
    row = visitor("secretary").post(f"/mandates/{names['mandate']}/suspension", {"reason": "In verifica"}).get_json()["id"]
    assert visitor("org_admin").post(f"/mandates/{names['mandate']}/end").status_code == 200
    for kind in ("delegate", "technician"):
        again = name(visitor, "org_admin", names["seats"]["PM"], names["people"]["delegate"], kind)
        assert again.status_code == 422 and "Delegata" in again.get_json()["detail"], kind
    assert visitor("secretary").post(f"/suspensions/{row}/end").status_code == 200
    assert name(visitor, "org_admin", names["seats"]["PM"], names["people"]["delegate"]).status_code == 201
    assert name(visitor, "outsider", names["seats"]["PM"], names["people"]["delegate"]).status_code == 403


def test_who_keeps_the_table_does_not_lift_her_own_suspension(visitor, names):
    mine = name(visitor, "admin", names["seats"]["CM"], names["people"]["secretary"], "delegate").get_json()["id"]
    row = visitor("chair").post(f"/mandates/{mine}/suspension", {"reason": "In verifica"}).get_json()["id"]
    assert visitor("secretary").post(f"/suspensions/{row}/end").status_code == 403
    assert visitor("outsider").post(f"/suspensions/{row}/end").status_code == 403
    assert visitor("chair").post(f"/suspensions/{row}/end").status_code == 200


def test_nobody_confirms_herself(app, cast, visitor, names):
    with app.app_context():
        writing()
        cast.table().confirms = True
        hers = db.select(Affiliation).where(Affiliation.person_id == names["people"]["secretary"])
        db.session.scalar(hers).administrator = True
        commit()
    mine = name(visitor, "secretary", names["seats"]["CM"], names["people"]["secretary"], "delegate").get_json()
    assert mine["state"] == "designated"
    assert visitor("secretary").post(f"/mandates/{mine['id']}/confirmation").status_code == 403
    assert visitor("outsider").post(f"/mandates/{mine['id']}/confirmation").status_code == 403
    assert visitor("chair").post(f"/mandates/{mine['id']}/confirmation").get_json()["state"] == "active"


@pytest.mark.parametrize("page", ["delegates", "people"])
def test_the_platform_administrator_reads_of_no_reserved_table_on_the_pages_of_a_body(app, cast, visitor, names, page):
    address = f"/organisations/{names['bodies']['PM']}/{page}"
    assert "Tavolo di prova" in visitor("admin").get(address).text
    reserve(app, cast)
    for told in (visitor("admin").get(address).text, visitor("admin").get_json(address).text):
        assert "Tavolo di prova" not in told
    assert "Tavolo di prova" in visitor("org_admin").get(address).text
    assert visitor("outsider").get(address).status_code == 403


def test_the_desk_of_the_platform_administrator_tells_of_no_nomination_at_a_reserved_table(app, cast, visitor, names):
    with app.app_context():
        writing()
        cast.table().confirms = True
        commit()
    name(visitor, "org_admin", names["seats"]["PM"], names["people"]["delegate"])
    assert len(visitor("admin").get_json("/").get_json()["waiting"]) == 1
    reserve(app, cast)
    assert visitor("admin").get_json("/").get_json()["waiting"] == []
    assert len(visitor("secretary").get_json("/").get_json()["waiting"]) == 1
    assert visitor("outsider").get_json("/").get_json()["waiting"] == []


def test_a_sheet_neither_tells_nor_changes_who_sits_at_a_reserved_table(app, cast, visitor, names):
    admin = visitor("admin")
    assert "TAV," in admin.post("/sheets/seats/export").text
    reserve(app, cast)
    assert "TAV," not in admin.post("/sheets/seats/export").text
    sheet = "table,organisation,person,role\nTAV,CM,admin@example.org,chair\n"
    reply = admin.post("/sheets/seats", {"text": sheet})
    assert reply.status_code == 422 and reply.get_json()["report"]["faults"][0]["column"] == "table"
    with app.app_context():
        assert not db.session.scalar(db.select(Mandate.id).where(Mandate.person_id == cast.person("admin").id))
    assert visitor("outsider").post("/sheets/seats/export").status_code == 403
