"""Case 22: a body that is only proposed is never shown as active and takes no seat."""

import pytest

from app.database import commit, writing
from app.membership.models import Organisation

NAME = "Autorità del bacino di frontiera"


@pytest.fixture
def proposed(app):
    """The number of the body."""
    with app.app_context():
        writing()
        body = Organisation.add(name=NAME, kind="public_body", proposed=True)
        commit()
        return body.id


@pytest.fixture
def table(app, cast):
    """The address of the table."""
    with app.app_context():
        return f"/tables/{cast.table().id}"


def test_case_22_it_is_shown_as_proposed_and_never_as_active(proposed, visitor):
    outsider = visitor("outsider")
    assert outsider.get_json(f"/organisations/{proposed}").get_json()["state"] == "proposed"
    active = outsider.get_json("/organisations?state=active").get_json()["items"]
    assert proposed not in [each["id"] for each in active]
    assert "tv-chip--open" in outsider.get(f"/organisations/{proposed}").text


def test_case_22_it_cannot_take_a_seat(proposed, visitor, table):
    assert visitor("admin").post(f"{table}/seats", {"organisation": proposed}).status_code == 422
    assert NAME not in visitor("admin").get(table).text


def test_case_22_it_takes_one_once_it_exists(proposed, visitor, table):
    admin = visitor("admin")
    assert visitor("secretary").post(f"/organisations/{proposed}/constitution", {"since": "2024-01-01"}).status_code == 403
    assert admin.post(f"/organisations/{proposed}/constitution", {"since": "2024-01-01"}).status_code == 200
    assert admin.post(f"{table}/seats", {"organisation": proposed}).status_code == 201
