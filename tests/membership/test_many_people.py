"""A body with more people than a page holds."""

from app.database import commit, db, writing
from app.membership.models import Affiliation, Person
from tests.cast import LONG_AGO


def test_the_people_of_a_large_body_come_a_page_at_a_time(app, cast, visitor):
    with app.app_context():
        path = f"/organisations/{crowded(cast.body('PM'))}/people"
    admin = visitor("org_admin")
    first = admin.get_json(path).json
    rest = admin.get_json(first["next"]).json
    assert len(first["people"]) == 50 and rest["next"] is None
    assert rest["people"][-1]["person"]["name"] == "Zeta 59"
    assert "?page=2" in admin.get(path).text
    assert visitor("outsider").get(path).status_code == 403


def crowded(body):
    """Sixty more people belong to it."""
    writing()
    for n in range(60):
        someone = Person(name=f"Zeta {n:02}", email=f"zeta{n}@example.org")
        db.session.add_all([someone, Affiliation(person=someone, organisation=body, since=LONG_AGO)])
    commit()
    return body.id
