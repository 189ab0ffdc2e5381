"""Case 8: three chambers of commerce become one, and one agency is absorbed by another: one succession for any kind of body."""

from datetime import date

from app.database import commit, midnight, utc_now, writing
from app.membership.models import Organisation, Succession

CHAMBERS = [f"Camera di commercio di {name}" for name in ("Milano", "Monza e Brianza", "Lodi")]


def test_case_08_three_chambers_become_one(context, visitor):
    writing()
    chambers = [Organisation.add(name=name, kind="chamber_of_commerce") for name in CHAMBERS]
    day = date(2017, 9, 18)
    new = Organisation.add(name="Camera di commercio unica", kind="chamber_of_commerce", since=midnight(day))
    Succession.merge(chambers, new, day)
    commit()
    told = visitor("outsider").get_json(f"/organisations/{new.id}").get_json()
    assert [each["organisation"]["name"] for each in told["before"]] == CHAMBERS
    assert {each.state(utc_now()) for each in chambers} == {"ended"} and new.lives(utc_now())


def test_case_08_a_body_absorbs_another_and_lives_on(context, cast, visitor):
    writing()
    small, large = cast.body("EX"), cast.body("FH")
    Succession.merge([small], large, date(2023, 2, 17))
    commit()
    assert small.until == midnight(date(2023, 2, 17)) and large.until is None
    page = visitor("delegate").get(f"/organisations/{small.id}").text
    assert "Fondazione per l&#39;Abitare" in page and "tv-chip--ended" in page
