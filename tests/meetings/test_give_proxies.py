"""A delegate gives her voice to another mandate of the table, for one meeting or one item; it goes one step only."""

import pytest

from app.database import commit, db, utc_now, writing
from app.errors import RuleBroken
from app.meetings.models import Meeting, Proxy
from app.membership.models import Mandate


@pytest.fixture
def names(app, cast):
    with app.app_context():
        meeting = cast.convened_meeting()
        writing()
        cast.table().proxies_allowed = 1
        commit()
        mandates = {role: cast.mandate(role).id for role in ("delegate", "substitute", "other_delegate", "chair", "secretary")}
        items = [each.id for each in meeting.items]
        return {"meeting": meeting.id, "address": f"/meetings/{meeting.id}", "items": items, "mandates": mandates}


def give(visitor, names, giver="delegate", holder="other_delegate", **more):
    fields = {"holder": names["mandates"][holder], **more}
    return visitor(giver).post(f"{names['address']}/proxies", fields)


def test_a_proxy_for_the_meeting_is_seen_by_all_who_see_the_meeting(visitor, names):
    id = give(visitor, names).get_json()["id"]
    told = visitor("secretary").get_json(names["address"]).get_json()["proxies"]
    assert [(each["id"], each["item"], each["holder"]["person"]["name"]) for each in told] == [(id, None, "Delegato")]
    page = visitor("other_delegate").get(names["address"]).text
    assert "Politecnico di Prova" in page.split('id="attendance"')[1] and f"/proxies/{id}/withdrawal" not in page
    assert f"/proxies/{id}/withdrawal" in visitor("delegate").get(names["address"]).text
    assert visitor("outsider").get(names["address"]).status_code == 404


def test_only_the_delegate_gives_and_only_she_withdraws(visitor, names):
    for role, status in {"substitute": 403, "technician": 403, "secretary": 403, "outsider": 404, "org_admin": 404}.items():
        assert give(visitor, names, giver=role).status_code == status, role
    id = give(visitor, names).get_json()["id"]
    for role, status in {"other_delegate": 403, "substitute": 403, "secretary": 403, "outsider": 404}.items():
        assert visitor(role).post(f"/proxies/{id}/withdrawal").status_code == status, role
    assert visitor("delegate").post(f"/proxies/{id}/withdrawal").status_code == 200
    assert visitor("delegate").post(f"/proxies/{id}/withdrawal").status_code == 409
    assert give(visitor, names).status_code == 201


def test_the_form_stands_where_proxies_are_allowed_and_keeps_what_was_chosen(visitor, names, app, cast):
    assert 'id="give-proxy"' in visitor("delegate").get(names["address"]).text
    for role in ("substitute", "secretary"):
        assert 'id="give-proxy"' not in visitor(role).get(names["address"]).text
    fields = {"holder": "", "item": names["items"][1]}
    page = visitor("delegate").submit(f"{names['address']}/proxies", fields)
    assert page.status_code == 422 and 'id="proxy-holder-error"' in page.text
    assert f'selected value="{names["items"][1]}"' in page.text
    with app.app_context():
        writing()
        cast.table().proxies_allowed = 0
        commit()
    assert give(visitor, names).status_code == 409
    assert 'id="give-proxy"' not in visitor("delegate").get(names["address"]).text


def test_a_substitute_of_the_own_seat_or_somebody_who_does_not_speak_is_no_holder(visitor, names):
    assert give(visitor, names, holder="substitute").status_code == 422
    assert give(visitor, names, holder="secretary").status_code == 422
    assert visitor("delegate").post(f"{names['address']}/proxies", {"holder": "99999"}).status_code == 422
    assert give(visitor, names, item="99999").status_code == 422


def test_for_one_item_it_is_given_and_withdrawn_until_that_item_has_its_outcome(visitor, names, app, cast):
    id = give(visitor, names, item=names["items"][0]).get_json()["id"]
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, names["meeting"])
        meeting.open(cast.mandate("secretary"))
        commit()
    assert visitor("delegate").post(f"/proxies/{id}/withdrawal").status_code == 200
    id = give(visitor, names, item=names["items"][0]).get_json()["id"]
    with app.app_context():
        writing()
        db.session.get(Meeting, names["meeting"]).items[0].conclude("noted", "", cast.mandate("secretary"))
        commit()
    assert visitor("delegate").post(f"/proxies/{id}/withdrawal").status_code == 409
    assert give(visitor, names, item=names["items"][0]).status_code == 409
    assert give(visitor, names, item=names["items"][1]).status_code == 201


def test_for_the_whole_meeting_it_stands_once_the_sitting_is_open(visitor, names):
    id = give(visitor, names).get_json()["id"]
    visitor("secretary").post(f"{names['address']}/opening")
    assert visitor("delegate").post(f"/proxies/{id}/withdrawal").status_code == 409


def test_the_attendance_says_with_whose_proxy_somebody_is_there(visitor, names, app, cast):
    give(visitor, names)
    visitor("secretary").post(f"{names['address']}/opening")
    with app.app_context():
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
    marks = {"seat": [seats["US"], seats["PM"]], "mandate": [names["mandates"]["other_delegate"], ""]}
    visitor("secretary").post(f"{names['address']}/attendance", marks)
    rows = {each["seat"]: each for each in visitor("chair").get_json(names["address"]).get_json()["attendance"]}
    assert rows[seats["US"]]["proxies_held"] == [seats["PM"]] and rows[seats["PM"]]["represented_by"] == seats["US"]
    secretary = visitor("secretary")
    secretary.http.set_cookie("tavolo_lang", "en")
    assert "with the proxy of Politecnico di Prova" in secretary.get(names["address"]).text


def test_it_ends_with_either_mandate_and_while_either_is_suspended(app, cast, names):
    with app.app_context():
        writing()
        giver, holder = cast.mandate("delegate"), cast.mandate("other_delegate")
        proxy = Proxy.give(db.session.get(Meeting, names["meeting"]), giver, holder)
        rest = holder.suspend("In verifica")
        assert not proxy.stands(utc_now())
        rest.lift()
        assert proxy.stands(utc_now())
        giver.hand_over(cast.person("org_admin"))
        assert not proxy.stands(utc_now())


def test_an_item_taken_off_the_agenda_takes_its_proxies_along(visitor, names, app):
    give(visitor, names, item=names["items"][1])
    assert visitor("secretary").post(f"/items/{names['items'][1]}/withdrawal").status_code == 200
    with app.app_context():
        assert db.session.scalars(db.select(Proxy)).all() == []


def test_the_draft_of_the_minutes_names_the_bodies_and_no_person(visitor, names, app, cast):
    give(visitor, names)
    with app.app_context():
        writing()
        meeting, voice = db.session.get(Meeting, names["meeting"]), cast.mandate("secretary")
        meeting.open(voice)
        other = cast.mandate("other_delegate")
        meeting.mark(other.seat, other, voice)
        for item in meeting.items:
            item.conclude("noted", "", voice)
        meeting.close(voice)
        commit()
    visitor("secretary").post(f"{names['address']}/minutes")
    source = visitor("secretary").get_json(f"{names['address']}/minutes").get_json()["source"]
    [line] = [each for each in source.splitlines() if each.startswith("- Università Statale di Prova")]
    assert line.endswith("Politecnico di Prova") and line.count(" di Prova") == 2


def test_a_meeting_with_many_proxies_costs_as_much_as_one_with_one(visitor, names, app, cast, counted):
    give(visitor, names, item=names["items"][0])
    secretary = visitor("secretary")

    def ask():
        with counted() as statements:
            assert secretary.get(names["address"]).status_code == 200
        return len(statements)

    ask()
    few = ask()
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, names["meeting"])
        for _ in range(20):
            ids = [names["mandates"][role] for role in ("delegate", "other_delegate")]
            giver, holder = [db.session.get(Mandate, id) for id in ids]
            db.session.add(Proxy(meeting=meeting, giver=giver, holder=holder, given_at=utc_now()))
        commit()
    assert ask() == few


def test_nobody_gives_what_the_meeting_can_no_longer_take(app, cast, names):
    with app.app_context():
        writing()
        meeting, voice = db.session.get(Meeting, names["meeting"]), cast.mandate("secretary")
        meeting.open(voice)
        with pytest.raises(RuleBroken):
            Proxy.give(meeting, cast.mandate("delegate"), cast.mandate("other_delegate"))
