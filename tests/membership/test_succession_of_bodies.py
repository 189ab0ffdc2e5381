"""How bodies change: a new name, a merger, a split, a detachment; and the act by which a successor takes over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import commit, day_of, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.meetings.models import Decision
from app.membership.models import Act, Organisation, Seat, Succession, open_successions, seats_left, take_over
from app.register.verifier import faults


def today():
    return day_of(utc_now())


PM, US = "Politecnico di Prova", "Università Statale di Prova"


@pytest.fixture
def act(app):
    """The number of an act."""
    with app.app_context():
        writing()
        act = Act.record(kind="decree", title="Decreto di prova n. 7", issuer="Ministero di prova", number="7")
        commit()
        return act.id


@pytest.fixture
def ids(app, cast):
    with app.app_context():
        return {code: cast.body(code).id for code in ("CM", "PM", "US", "FH", "EX", "OLD")}


def seats_of(visitor, table, day=None):
    """{name of the body: who speaks} at the table."""
    told = visitor.get_json(f"/tables/{table}{f'?al={day}' if day else ''}").get_json()["seats"]
    return {seat["organisation"]["name"]: [each["role"] for each in seat["mandates"]] for seat in told}


def table_id(app, cast):
    with app.app_context():
        return cast.table().id


def test_a_new_name_is_shown_from_its_day_and_the_old_one_before(visitor, ids, app, cast):
    table = table_id(app, cast)
    sent = {"name": "Politecnico Metropolitano", "effective": "2024-03-01", "registered": "02/2024", "registered_source": "IPA"}
    assert visitor("admin").post(f"/organisations/{ids['PM']}/renames", sent).status_code == 201
    outsider = visitor("outsider")
    assert PM in seats_of(outsider, table, "2024-02-29") and PM not in seats_of(outsider, table, "2024-03-01")
    assert "Politecnico Metropolitano" in seats_of(outsider, table)
    assert PM in outsider.get(f"/tables/{table}?al=2024-02-29").text
    found = outsider.get_json("/organisations?q=politecnico di prova").get_json()["items"]
    assert [each["name"] for each in found] == ["Politecnico Metropolitano"]
    page = outsider.get(f"/organisations/{ids['PM']}?al=2023-01-01").text
    assert PM in page and "febbraio 2024" in page and "IPA" in page
    assert visitor("org_admin").post(f"/organisations/{ids['PM']}/renames", sent).status_code == 403


def test_minutes_keep_the_name_that_a_body_had_on_their_day(visitor, ids, cast, app):
    with app.app_context():
        meeting, decision = cast.published_meeting()
        writing()
        meeting, decision = db.session.merge(meeting), db.session.merge(decision)
        past = midnight(day_of(utc_now()) - timedelta(days=30))
        meeting.closed_at = decision.adopted_at = past
        Succession.rename(db.session.get(Organisation, ids["PM"]), "Ateneo Nuovo", today())
        commit()
        meeting_id, decision_id = meeting.id, decision.id
    assert PM in visitor("delegate").get(f"/meetings/{meeting_id}").text
    for address in (f"/public/decisions/{decision_id}", f"/public/meetings/{meeting_id}"):
        assert PM in visitor().get(address).text
    assert "Ateneo Nuovo" in visitor("delegate").get(f"/organisations/{ids['PM']}").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": PM, "effective": "2024-03-01"},
        {"name": "Nuovo", "effective": "2199-01-01"},
        {"name": "Nuovo", "effective": ""},
        {"name": "Nuovo", "effective": "2024-03-01", "registered": "primavera"},
    ],
)
def test_a_change_of_name_that_cannot_be_is_refused(visitor, ids, wrong):
    sent = visitor("admin").submit(f"/organisations/{ids['PM']}/renames", wrong)
    assert sent.status_code == 422 and "tv-miss" in sent.text


def test_names_change_in_the_order_of_time(context, cast):
    writing()
    body = cast.body("PM")
    for name, year in (("Secondo", 2021), ("Terzo", 2023)):
        Succession.rename(body, name, datetime(year, 1, 1).date())
    commit()
    names = [body.called(datetime(year, 6, 1, tzinfo=UTC)).name for year in (2020, 2021, 2022, 2023)]
    assert names == [PM, "Secondo", "Secondo", "Terzo"]


def test_a_merger_ends_rights_at_midnight_and_leaves_the_seats_vacant(visitor, ids, app, cast):
    table = table_id(app, cast)
    sent = {"others": US, "into": "Università Metropolitana", "effective": today().isoformat()}
    made = visitor("admin").post(f"/organisations/{ids['PM']}/mergers", sent)
    assert made.status_code == 201 and len(made.get_json()["successions"]) == 2
    outsider = visitor("outsider")
    assert seats_of(outsider, table)[PM] == seats_of(outsider, table)[US] == []
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert "delegate" in seats_of(outsider, table, yesterday)[PM]
    assert [each["name"] for each in outsider.get_json("/organisations?q=statale").get_json()["items"]] == [
        "Università Metropolitana",
        US,
    ]
    page = outsider.get(f"/organisations/{made.get_json()['id']}").text
    assert PM in page and "tv-geo" in page and "take-over" not in page


def test_a_successor_takes_over_by_an_act_and_mandates_do_not_pass(visitor, ids, act, app, cast):
    table = table_id(app, cast)
    admin = visitor("admin")
    sent = {"others": US, "into": "Università Metropolitana", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/mergers", sent).get_json()["id"]
    waiting = admin.get_json(f"/organisations/{new}/take-over").get_json()
    seats = [seat["id"] for seat in waiting["seats"]]
    assert {seat["organisation"]["name"] for seat in waiting["seats"]} == {PM, US}
    assert visitor("org_admin").get(f"/organisations/{new}/take-over").status_code == 403
    taken = admin.post(f"/organisations/{new}/take-over", {"seats": seats, "act": act, "commitments": "y"})
    assert taken.status_code == 200
    now = seats_of(visitor("outsider"), table)
    assert now["Università Metropolitana"] == [] and PM not in now and US not in now and len(now) == 2
    with app.app_context():
        old = [db.session.get(Seat, id) for id in seats]
        fresh = db.session.scalar(db.select(Seat).where(Seat.organisation_id == new))
        assert fresh.since == min(seat.until for seat in old) and fresh.act_id == act
        assert all(seat.reason == "Decreto di prova n. 7" for seat in old)
    assert admin.post(f"/organisations/{new}/take-over", {"seats": [], "act": act}).status_code == 409
    assert "tv-empty" in admin.get(f"/organisations/{new}/take-over").text


def test_seats_that_nobody_took_over_end_with_the_act(visitor, ids, act, app, cast):
    admin = visitor("admin")
    sent = {"others": US, "into": "Ateneo", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/mergers", sent).get_json()["id"]
    assert admin.post(f"/organisations/{new}/take-over", {"act": act}).status_code == 200
    assert list(seats_of(visitor("outsider"), table_id(app, cast))) == ["Città metropolitana di Prova"]


def test_a_seat_of_a_third_body_is_not_taken_over(visitor, ids, act, app, cast):
    with app.app_context():
        foreign = next(seat.id for seat in cast.table().place.seats if seat.organisation.code == "CM")
    admin = visitor("admin")
    sent = {"others": US, "into": "Ateneo", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/mergers", sent).get_json()["id"]
    refused = admin.submit(f"/organisations/{new}/take-over", {"seats": [foreign], "act": act})
    assert refused.status_code == 422 and "seats-error" in refused.text


def test_seats_of_a_parity_table_wait_for_its_roster(visitor, ids, act, app, cast):
    with app.app_context():
        writing()
        cast.table("CONF").parity_since = utc_now()
        commit()
        seat = next(seat.id for seat in cast.table("CONF").place.seats if seat.organisation.code == "CM")
    admin = visitor("admin")
    sent = {"others": US, "into": "Ente Nuovo", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['CM']}/mergers", sent).get_json()["id"]
    assert admin.post(f"/organisations/{new}/take-over", {"seats": [seat], "act": act}).status_code == 422
    assert admin.post(f"/organisations/{new}/take-over", {"act": act}).status_code == 200
    with app.app_context():
        assert db.session.get(Seat, seat).until is None


def test_commitments_pass_beside_the_published_decision(visitor, ids, act, app, cast):
    with app.app_context():
        _, decision = cast.published_meeting()
        decision_id = decision.id
    admin = visitor("admin")
    sent = {"others": US, "into": "Ateneo Nuovo", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/mergers", sent).get_json()["id"]
    assert [each["id"] for each in admin.get_json(f"/organisations/{new}/take-over").get_json()["decisions"]] == [decision_id]
    admin.post(f"/organisations/{new}/take-over", {"act": act, "commitments": "y"})
    told = visitor("outsider").get_json(f"/decisions/{decision_id}").get_json()
    assert told["organisation"]["id"] == ids["PM"] and told["taken_over"][0]["organisation"]["id"] == new
    assert "Ateneo Nuovo" in visitor().get(f"/public/decisions/{decision_id}").text
    mine = visitor("outsider").get_json(f"/organisations/{new}").get_json()["decisions"]
    assert [each["id"] for each in mine] == [decision_id]
    with app.app_context():
        assert faults() == []
        decision = db.session.get(Decision, decision_id)
        assert decision.answering(utc_now()).id == new
        told = db.session.scalars(select(Happening).where(Happening.kind == "decision-handed-over")).one()
        assert told.stream == cast.table().stream and told.facts["after"] == new


def test_commitments_stay_where_the_act_does_not_say_that_they_pass(visitor, ids, act, app, cast):
    with app.app_context():
        _, decision = cast.published_meeting()
        decision_id = decision.id
    admin = visitor("admin")
    sent = {"into": "Scuola", "effective": today().isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/detachments", sent).get_json()["id"]
    admin.post(f"/organisations/{new}/take-over", {"act": act})
    assert visitor("outsider").get_json(f"/decisions/{decision_id}").get_json()["taken_over"] == []


def test_a_split_gives_each_seat_to_one_successor(context, cast):
    writing()
    body = cast.body("PM")
    heirs = [Organisation.add(name=f"Erede {number}", kind="university") for number in (1, 2)]
    Succession.split(body, heirs, today())
    commit()
    writing()
    act = Act.record(kind="decree", title="Decreto di divisione", issuer="Ministero")
    seat = seats_left([body], utc_now())[0]
    take_over(heirs[0], open_successions(heirs[0]), [], act)
    commit()
    assert seat.until is None, "the other heir has not acted yet"
    writing()
    take_over(heirs[1], open_successions(heirs[1]), seats_left([body], utc_now()), act)
    commit()
    assert [each.organisation.name for each in cast.table().place.seats if each.since == seat.until] == ["Erede 2"]


def test_who_lives_on_after_a_detachment_keeps_its_seats(context, cast):
    writing()
    body, new = cast.body("PM"), Organisation.add(name="Scuola", kind="university")
    Succession.detach(body, new, today())
    commit()
    writing()
    take_over(new, open_successions(new), [], Act.record(kind="decree", title="Decreto", issuer="Ministero"))
    commit()
    assert body.until is None and all(seat.until is None for seat in seats_left([body], utc_now()))


def test_a_merger_of_tomorrow_changes_nothing_today(visitor, ids, act, app, cast):
    table, tomorrow = table_id(app, cast), today() + timedelta(days=1)
    admin = visitor("admin")
    sent = {"others": US, "into": "Ateneo", "effective": tomorrow.isoformat()}
    new = admin.post(f"/organisations/{ids['PM']}/mergers", sent).get_json()["id"]
    seats = [seat["id"] for seat in admin.get_json(f"/organisations/{new}/take-over").get_json()["seats"]]
    assert admin.post(f"/organisations/{new}/take-over", {"seats": seats, "act": act}).status_code == 200
    outsider = visitor("outsider")
    assert "delegate" in seats_of(outsider, table)[PM] and "Ateneo" not in seats_of(outsider, table)
    assert set(seats_of(outsider, table, tomorrow.isoformat())) == {"Ateneo", "Città metropolitana di Prova"}
    assert outsider.get_json(f"/organisations/{new}").get_json()["state"] == "coming"


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("mergers", {"into": "Nuova"}),
        ("mergers", {"others": "Nessuno", "into": "Nuova"}),
        ("mergers", {"others": "Vecchio Ente", "into": "Nuova"}),
        ("mergers", {"into": PM}),
        ("splits", {"names": "Uno solo"}),
        ("detachments", {"into": PM}),
        ("detachments", {"into": "Vecchio Ente"}),
    ],
)
def test_a_succession_that_cannot_be_is_refused_and_nothing_is_kept(visitor, ids, kind, wrong):
    admin = visitor("admin")
    before = admin.get_json("/organisations").get_json()["items"]
    sent = admin.submit(f"/organisations/{ids['PM']}/{kind}", wrong | {"effective": "2024-03-01", "note": "scritto a mano"})
    assert sent.status_code == 422 and "scritto a mano" in sent.text
    assert admin.get_json("/organisations").get_json()["items"] == before


def test_a_body_that_has_an_end_does_not_merge_again(context, cast):
    writing()
    Succession.merge([cast.body("EX")], cast.body("FH"), today())
    with pytest.raises(RuleBroken):
        Succession.merge([cast.body("EX")], cast.body("US"), today())
    with pytest.raises(RuleBroken):
        Succession.merge([cast.body("US")], cast.body("OLD"), today())


def test_the_take_over_begins_neither_in_the_past_nor_before_the_succession(context, cast):
    writing()
    tomorrow = today() + timedelta(days=1)
    heir = cast.body("FH")
    Succession.merge([cast.body("PM")], heir, tomorrow)
    commit()
    writing()
    act = Act.record(kind="decree", title="Decreto", issuer="Ministero")
    for since in (utc_now() - timedelta(days=1), utc_now() + timedelta(seconds=5)):
        with pytest.raises(RuleBroken):
            take_over(heir, open_successions(heir), [], act, since=since)
    take_over(heir, open_successions(heir), seats_left([cast.body("PM")], utc_now()), act)
    commit()
    assert [seat.since for seat in cast.table().place.seats if seat.organisation is heir] == [midnight(tomorrow)]


def test_a_lead_is_not_lost_where_its_successor_was_a_partner(context, cast):
    workspace, _ = cast.workspace()
    writing()
    heir = cast.body("US")
    Succession.merge([cast.body("PM")], heir, today())
    commit()
    writing()
    act = Act.record(kind="decree", title="Decreto", issuer="Ministero")
    take_over(heir, open_successions(heir), seats_left([cast.body("PM")], utc_now()), act)
    commit()
    seats = [seat for seat in workspace.place.seats if seat.in_force(utc_now()) and seat.organisation is heir]
    assert [seat.role for seat in seats] == ["lead"]
    assert [each.person.name for each in seats[0].mandates if each.holds(utc_now())] == ["Delegato"]


def test_who_was_suspended_stays_so_in_the_seat_that_her_body_takes_over(context, cast):
    workspace, _ = cast.workspace()
    writing()
    heir = cast.body("US")
    cast.mandate("other_delegate", workspace.place).suspend("In attesa di chiarimenti")
    Succession.merge([cast.body("PM")], heir, today())
    commit()
    writing()
    act = Act.record(kind="decree", title="Decreto", issuer="Ministero")
    take_over(heir, open_successions(heir), seats_left([cast.body("PM")], utc_now()), act)
    commit()
    [seat] = [seat for seat in workspace.place.seats if seat.in_force(utc_now()) and seat.organisation is heir]
    assert [each.state(utc_now()) for each in seat.mandates] == ["suspended"]
