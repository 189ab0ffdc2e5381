"""Acts: recorded by who may, found by text, and the page of one says what rests on it."""

import pytest

from app.database import commit, db, utc_now, writing
from app.membership.models import Act
from tests.states.zones import zoned

FIELDS = {
    "kind": "decree",
    "number": "194",
    "dated": "30/07/2018",
    "title": "Gruppo di contatto",
    "issuer": "Sindaco metropolitano",
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("30/07/2018", "2018-07-30"), ("2018-07-30", "2018-07-30"), ("7/2018", "2018-07"), ("2018", "2018"), ("", None)],
)
def test_the_date_of_an_act_is_as_much_as_is_known(visitor, typed, kept):
    secretary = visitor("secretary")
    reply = secretary.post("/acts", FIELDS | {"dated": typed})
    assert reply.status_code == 201, reply.text
    assert secretary.get_json(reply.headers["Location"]).get_json()["dated"] == kept


@pytest.mark.parametrize("typed", ["31/02/2018", "luglio", "2018-13", "0018", "1/2/3/4"])
def test_a_date_that_is_none_is_shown_again(visitor, typed):
    reply = visitor("secretary").submit("/acts", FIELDS | {"dated": typed})
    assert reply.status_code == 422 and f'value="{typed}"' in reply.text and 'id="dated-error"' in reply.text
    assert 'value="Gruppo di contatto"' in reply.text


def test_one_act_is_recorded_once(visitor):
    secretary = visitor("secretary")
    assert secretary.post("/acts", FIELDS).status_code == 201
    again = secretary.post("/acts", FIELDS | {"title": "Altro titolo"})
    assert again.status_code == 422
    assert secretary.post("/acts", FIELDS | {"number": "195"}).status_code == 201


def test_the_administrator_of_a_body_records_the_acts_of_her_own_body_only(visitor, app, cast):
    with app.app_context():
        own, other = cast.body("PM").id, cast.body("US").id
    referee = visitor("org_admin")
    assert referee.post("/acts", FIELDS | {"organisation": own}).status_code == 201
    for organisation in (other, ""):
        reply = referee.post("/acts", FIELDS | {"organisation": organisation, "number": "9"})
        assert reply.status_code == 422
    assert "Università Statale" not in referee.get("/acts/new").text
    assert visitor("outsider").post("/acts", FIELDS | {"organisation": own}).status_code == 403


def test_acts_are_found_by_title_number_and_issuer(visitor):
    secretary = visitor("secretary")
    secretary.post("/acts", FIELDS)
    secretary.post("/acts", FIELDS | {"number": "12", "kind": "law", "title": "Legge di prova", "issuer": "Stato"})
    outsider = visitor("outsider")
    for text, titles in (
        ("contatto", ["Gruppo di contatto"]),
        ("12", ["Legge di prova"]),
        ("stato", ["Legge di prova"]),
        ("%", []),
    ):
        items = outsider.get_json(f"/acts?q={text.replace('%', '%25')}").get_json()["items"]
        assert [each["title"] for each in items] == titles, text
    assert [each["kind"] for each in outsider.get_json("/acts?kind=law").get_json()["items"]] == ["law"]
    assert "tv-empty" in outsider.get("/acts?q=nessuno").text


def test_the_page_of_an_act_says_what_rests_on_it_as_far_as_one_may_see(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
        writing()
        act = db.session.get(Act, names["act"])
        cast.table("VUOTO").reserved_at = utc_now()
        cast.table("VUOTO").place.seat(cast.body("PM"), "member", act=act)
        commit()
        address = f"/acts/{act.id}"
    outsider = visitor("outsider").get_json(address).get_json()
    assert [each["organisation"]["name"] for each in outsider["zones_entered"]] == ["Comune di Mossa"]
    assert [each["organisation"]["name"] for each in outsider["seats"]] == ["Comune di Mossa"]
    assert len(visitor("auditor").get_json(address).get_json()["seats"]) == 2
    assert "Tavolo senza seggi" not in visitor("outsider").get(address).text


def test_a_long_list_of_acts_costs_as_many_queries_as_a_short_one(visitor, app, counted):
    outsider = visitor("outsider")
    visitor("secretary").post("/acts", FIELDS)
    outsider.get("/acts")
    with counted() as few:
        outsider.get("/acts")
    with app.app_context():
        writing()
        for number in range(42):
            db.session.add(Act(title=f"Atto {number}", kind="decree", number=str(number), issuer="Sindaco"))
        commit()
    with counted() as many:
        assert "Atto 41" in outsider.get("/acts").text
    assert len(few) == len(many)
