"""A split gives nobody more to read, refuses what is unclear with what was typed, and leaves circles and counts behind."""

import io
import secrets
from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.permissions import seen_workspaces
from app.rendering import render
from app.workspaces.models import Task, Thread, Workspace, open_circle
from tests.workspaces.splitting import in_two, share, split_in_two, work_on


def test_only_the_lead_splits_and_an_outsider_finds_nothing(visitor, room):
    assert visitor("delegate").get(f"{room.page}/split").status_code == 200
    for role, status in (("other_delegate", 403), ("observer", 403), ("auditor", 403), ("outsider", 404)):
        assert visitor(role).get(f"{room.page}/split").status_code == status
        assert visitor(role).post(f"{room.page}/split", in_two(room)).status_code == status


def test_what_is_unclear_is_refused_beside_the_field_and_nothing_is_lost(visitor, room):
    bodies = room.bodies
    for other, field in (
        ({"bodies_2": [bodies["US"]], "bodies_1": [bodies["PM"]]}, "bodies_1"),  # the Fondazione goes nowhere
        ({"lead_2": bodies["PM"]}, "lead_2"),
        ({"lead_2": bodies["FH"]}, "lead_2"),  # it observes
        ({"name_2": "case"}, "name_2"),
        ({"name_2": ""}, "name_2"),
        ({"bodies_2": [bodies["EX"], bodies["US"]]}, "bodies_2"),
        ({"name_3": "Terzo"}, "purpose_3"),
        ({"lead_1": "xyz"}, "lead_1"),
    ):
        refused = visitor("delegate").submit(f"{room.page}/split", in_two(room, **other))
        assert refused.status_code == 422 and f'id="{field}"' in refused.text and "Trovare le case." in refused.text, other
    assert visitor("delegate").post(f"{room.page}/split", in_two(room, **{"task-1": 9})).status_code == 422
    assert visitor("delegate").get_json(room.page).json["state"] == "active"


def test_a_document_is_read_as_it_was_by_who_read_it_and_later_versions_are_not(app, cast, visitor, room):
    names = work_on(app, cast, room, visitor)
    first, second = split_in_two(visitor, room, **{f"file-{names['loose']}": 1, "linked": ""})
    address = f"/files/{names['loose_bytes']}"
    assert [visitor(role).get(address).status_code for role in ("delegate", "other_delegate", "observer", "outsider")] == [
        200,
        200,
        200,
        404,
    ]
    sent = {"file": (io.BytesIO(b"%PDF-1.7 dopo"), "sciolto.pdf")}
    visitor("delegate").post(f"/shared-files/{names['loose']}/versions", sent, content_type="multipart/form-data")
    with app.app_context():
        later = db.session.execute(db.text("SELECT max(file_id) FROM shared_version")).scalar()
    assert [visitor(role).get(f"/files/{later}").status_code for role in ("delegate", "other_delegate")] == [200, 404]
    assert visitor("other_delegate").get(f"/shared-files/{names['loose']}").status_code == 404
    assert visitor("other_delegate").get_json(f"/workspaces/{second}/files").json["linked"] == []
    visitor("delegate").post(f"/shared-files/{names['loose']}/place", {"name": "segreto.pdf", "folder": ""})
    pages = [visitor("other_delegate").get(f"{room.page}/{each}").text for each in ("history", "files", "catch-up")]
    assert not any("segreto.pdf" in page for page in pages)


def test_who_comes_later_reads_only_what_the_part_holds(app, cast, visitor, room):
    names = work_on(app, cast, room, visitor)
    first, second = split_in_two(visitor, room, **{f"file-{names['loose']}": 1, "linked": ""})
    with app.app_context():
        writing()
        space = db.session.get(Workspace, second)
        seat = space.welcome(cast.body("EX"), "partner", voice=cast.mandate("other_delegate", space.place))
        seat.appoint(cast.person("outsider"), "delegate")
        commit()
    new = visitor("outsider")
    assert new.get(f"/workspaces/{second}").status_code == 200
    assert [new.get(door).status_code for door in (room.page, f"/workspaces/{first}", f"/files/{names['loose_bytes']}")] == [
        404
    ] * 3
    assert new.get(f"/files/{names['filed_bytes']}").status_code == 200
    page = new.get(f"/workspaces/{second}/history").text
    assert "Residenze" in page and f'href="{room.page}"' not in page


def test_who_may_follow_a_link_to_a_document_is_asked_on_the_day(app, cast, visitor, room):
    """The link that the other part holds opens to its members, also to those who come later."""
    names = work_on(app, cast, room, visitor)
    _first, second = split_in_two(visitor, room, **{f"file-{names['loose']}": 1})
    linked = visitor("other_delegate").get_json(f"/workspaces/{second}/files").json["linked"]
    assert [each["name"] for each in linked] == ["sciolto.pdf"]
    with app.app_context():
        writing()
        for id in (room.id, second):
            seats = db.session.get(Workspace, id).place.seats
            next(each for each in seats if each.organisation.code == "US" and each.until is None).end()
        commit()
    assert visitor("other_delegate").get(linked[0]["address"]).status_code == 404


def test_circles_close_and_what_waits_in_them_goes_nowhere(app, cast, visitor, room):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        voice = cast.mandate("delegate", space.place)
        circle = open_circle(space, "Numeri", "Contare.", render("Contare."), [], voice, hidden=True)
        own = circle.place.seats[0].mandates[0]
        Thread.begin(circle, "Riservato", own)
        owner = {"organisation": cast.body("PM"), "person": None, "due_on": day_of(utc_now())}
        task = Task.open(circle, own, title="Solo noi", decision=None, action=None, **owner)
        commit()
        id, task_id = circle.id, task.id
    share(visitor, f"/workspaces/{id}", "riservato.pdf")
    first, second = split_in_two(visitor, room)
    assert visitor("delegate").get_json(f"/workspaces/{id}").json["state"] == "closed"
    kept = visitor("delegate").get_json(f"/tasks/{task_id}").json
    assert kept["state"] == "dropped"
    assert "riservato.pdf" in visitor("delegate").get(f"/workspaces/{id}/files").text
    told = visitor("other_delegate").get_json(f"/workspaces/{second}/files").json
    assert told["items"] == [] and told["linked"] == []
    assert visitor("other_delegate").get(f"/workspaces/{id}").status_code == 404


def test_what_was_unread_in_the_parent_is_no_longer_counted(visitor, room):
    said = {"body": "Una cosa", "nonce": secrets.token_hex(16)}
    visitor("delegate").post(room.messages, said)
    assert visitor("other_delegate").get_json("/catch-up").json["unread"] == 1
    split_in_two(visitor, room)
    assert visitor("other_delegate").get_json("/catch-up").json["unread"] == 0


def test_what_is_planned_stays_planned(app, cast, visitor, room):
    """A suspension to come, a body to come, a hand-over to come."""
    monday, later = utc_now() + timedelta(days=3), utc_now() + timedelta(days=5)
    with app.app_context():
        writing()
        place = db.session.get(Workspace, room.id).place
        cast.mandate("technician", place).suspend("In verifica", since=monday, by=cast.person("admin"))
        coming = db.session.get(Workspace, room.id).welcome(cast.body("EX"), "partner", since=monday)
        coming.appoint(cast.person("outsider"), "delegate", since=monday)
        cast.mandate("other_delegate", place).hand_over(cast.person("expired"), since=monday, by=cast.person("admin"))
        commit()
    alone = visitor("delegate").post(f"{room.page}/split", in_two(room))
    assert alone.status_code == 422 and "Consorzio dei Terzi" in alone.json["detail"]
    bodies = [room.bodies[each] for each in ("PM", "FH", "EX")]
    first, second = split_in_two(visitor, room, bodies_1=bodies)
    with app.app_context():
        for role, id, now, then in (
            ("technician", first, True, False),
            ("outsider", first, False, True),
            ("other_delegate", second, True, False),
            ("expired", second, False, True),
        ):
            person = cast.person(role).id
            seen = [id in db.session.scalars(seen_workspaces(person, at).with_only_columns(Workspace.id)).all()
                    for at in (utc_now(), later)]  # fmt: skip
            assert seen == [now, then], role


def test_a_part_is_led_by_a_body_with_two_substitutes_and_no_delegate(app, cast, visitor, room):
    with app.app_context():
        writing()
        seat = cast.mandate("other_delegate", db.session.get(Workspace, room.id).place).seat
        for role in ("expired", "outsider"):
            seat.appoint(cast.person(role), "substitute")
        commit()
    assert visitor("delegate").post(f"/mandates/{room.mandates['other_delegate']}/end").status_code == 200
    _, second = split_in_two(visitor, room)
    assert visitor("expired").get(f"/workspaces/{second}").status_code == 200


def test_nobody_leads_a_part_who_does_not_speak(app, cast, visitor, room):
    with app.app_context():
        writing()
        cast.mandate("other_delegate", db.session.get(Workspace, room.id).place).seat.appoint(
            cast.person("expired"), "technician"
        )
        commit()
    assert visitor("delegate").post(f"/mandates/{room.mandates['other_delegate']}/end").status_code == 200
    refused = visitor("delegate").post(f"{room.page}/split", in_two(room))
    assert refused.status_code == 422 and "nessuno parla" in refused.json["detail"]


def test_a_suspended_mandate_does_not_come_along(app, cast, visitor, room):
    with app.app_context():
        writing()
        cast.mandate("technician", db.session.get(Workspace, room.id).place).suspend("In verifica", by=cast.person("admin"))
        commit()
    first, _ = split_in_two(visitor, room)
    assert visitor("technician").get(f"/workspaces/{first}").status_code == 404
