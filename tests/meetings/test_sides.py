"""The private space of each side of a parity table: what is written there is read by that side alone."""

from types import SimpleNamespace

import pytest

from app.database import commit, db, utc_now, writing
from app.happenings import since
from app.meetings.models import Meeting
from tests.states.circles import sides


@pytest.fixture
def world(app, cast):
    with app.app_context():
        names = sides(cast)
        writing()
        voice = cast.mandate("secretary", cast.table("CONF").place)
        meeting = Meeting.plan(cast.table("CONF"), "Seduta paritetica", utc_now(), "", voice)
        item = meeting.add_item("Trasporti", "", voice)
        meeting.convene(voice)
        commit()
        return SimpleNamespace(**names | {"sitting": meeting.id, "point": item.id})


def written(visitor, world, role="area_lead", **more):
    return visitor(role).post(f"/circles/{world.circle}/notes", {"body": "Cediamo solo sul terzo punto."} | more)


def test_only_ones_own_side_reads_what_is_written(visitor, world):
    assert written(visitor, world, item=world.point).status_code == 201
    assert "Cediamo solo sul terzo punto." in visitor("area_lead").get(f"/circles/{world.circle}").text
    for role in ("counterpart", "secretary", "admin", "outsider", "delegate"):
        assert visitor(role).get(f"/circles/{world.circle}").status_code == 404
        assert visitor(role).get_json(f"/streams/circle/{world.circle}/happenings").status_code == 404
    assert "Cediamo" not in visitor("counterpart").get(f"/circles/{world.opposite_circle}").text


def test_the_way_there_is_on_the_page_of_the_meeting_and_in_its_room(visitor, world):
    for page in (f"/meetings/{world.sitting}", f"/meetings/{world.sitting}/room"):
        own, theirs = visitor("area_lead").get(page).text, visitor("counterpart").get(page).text
        assert f"/circles/{world.circle}" in own and f"/circles/{world.opposite_circle}" not in own
        assert f"/circles/{world.opposite_circle}" in theirs and f"/circles/{world.circle}?" not in theirs
        assert "/circles/" not in visitor("secretary").get(page).text


def test_nothing_of_it_is_told_on_the_line_of_the_meeting(app, visitor, world):
    with app.app_context():
        before = len(since(f"meeting/{world.sitting}", 0))
    written(visitor, world, item=world.point)
    with app.app_context():
        assert len(since(f"meeting/{world.sitting}", 0)) == before
        assert [each.kind for each in since(f"circle/{world.circle}", 0)] == ["circle-note-written"]


def test_an_auditor_reads_but_for_items_sealed_by_law(app, cast, visitor, world):
    written(visitor, world, item=world.point)
    assert "Cediamo" in visitor("auditor").get(f"/circles/{world.circle}").text
    assert written(visitor, world, "auditor").status_code == 403
    with app.app_context():
        writing()
        voice = cast.mandate("secretary", cast.table("CONF").place)
        db.session.get(Meeting, world.sitting).items[0].seal("Riservato", None, "Per legge", True, voice)
        commit()
    assert "Cediamo" not in visitor("auditor").get(f"/circles/{world.circle}").text
    assert "Cediamo" in visitor("area_lead").get(f"/circles/{world.circle}").text


def test_a_note_is_never_empty_and_stays_on_its_own_table(visitor, world):
    assert written(visitor, world, body=" ").status_code == 422


def test_many_notes_cost_what_few_do(visitor, world, counted):
    written(visitor, world)
    page = f"/circles/{world.circle}"
    visitor("area_lead").get(page)
    with counted() as few:
        visitor("area_lead").get(page)
    for _ in range(6):
        written(visitor, world)
    with counted() as many:
        visitor("area_lead").get(page)
    assert len(few) == len(many)
