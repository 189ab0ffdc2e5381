"""Awkward case 12: a workspace spanning zones splits; lineage, a copy of the links, one owner for each open action."""

import pytest

from app.database import commit, db, writing
from app.membership.models import Organisation
from app.workspaces.models import Task, Workspace
from tests.workspaces.splitting import split_in_two, work_on
from tests.workspaces.territory import draw_territory


@pytest.fixture
def zones(app, cast, room):
    """The workspace works over two zones: a town of each takes part, and goes its own way with the split."""
    with app.app_context():
        land = draw_territory(cast)
        writing()
        space = db.session.get(Workspace, room.id)
        for town in (land.bresso, land.gorgonzola):
            space.welcome(db.session.get(Organisation, town), "partner", voice=cast.mandate("delegate", space.place))
        commit()
    return land


def split_by_zone(visitor, room, zones):
    ways = {"bodies_1": [room.bodies["PM"], room.bodies["FH"], zones.bresso], "bodies_2": [room.bodies["US"], zones.gorgonzola]}
    return split_in_two(visitor, room, **ways)


def zones_of(visitor, id):
    return {
        each["zone"]["id"] if isinstance(each["zone"], dict) else each["zone"]
        for each in visitor("auditor").get_json(f"/workspaces/{id}").json["zones"]
    }


def test_case_12_each_part_touches_the_zones_of_its_own_towns(visitor, room, zones):
    assert zones_of(visitor, room.id) == {zones.north, zones.east}
    first, second = split_by_zone(visitor, room, zones)
    assert (zones_of(visitor, first), zones_of(visitor, second)) == ({zones.north}, {zones.east})
    assert [each["name"] for each in visitor("auditor").get_json(f"{room.page}/history").json["lineage"]["into"]] == [
        "Case",
        "Studi",
    ]


def test_case_12_the_links_to_decision_and_objectives_are_copied(visitor, room, zones):
    served = [each["objective"]["id"] for each in visitor("auditor").get_json(room.page).json["objectives"]]
    for id in split_by_zone(visitor, room, zones):
        page = visitor("auditor").get_json(f"/workspaces/{id}").json
        assert page["decision"]["id"] == room.decision
        assert [each["objective"]["id"] for each in page["objectives"]] == served


def test_case_12_each_open_action_has_one_owner_who_takes_part_there(app, cast, visitor, room, zones):
    names = work_on(app, cast, room, visitor)
    first, second = split_by_zone(visitor, room, zones)
    with app.app_context():
        owners = {each.id: (each.workspace_id, each.organisation.code, each.person_id) for each in db.session.query(Task)}
        assert owners[names["lead_task"]] == (first, "PM", cast.person("delegate").id)
        assert owners[names["partner_task"]] == (second, "US", cast.person("other_delegate").id)


def test_case_12_placed_where_its_body_does_not_go_the_lead_there_takes_it_over(app, cast, visitor, room, zones):
    names = work_on(app, cast, room, visitor)
    ways = {"bodies_1": [room.bodies["PM"], room.bodies["FH"], zones.bresso], "bodies_2": [room.bodies["US"], zones.gorgonzola]}
    first, _second = split_in_two(visitor, room, **ways, **{f"task-{names['partner_task']}": 1})
    with app.app_context():
        task = db.session.get(Task, names["partner_task"])
        assert (task.workspace_id, task.organisation.code, task.person_id) == (first, "PM", None)
    assert "moved" in [each["kind"] for each in visitor("delegate").get_json(f"/tasks/{names['partner_task']}").json["history"]]
