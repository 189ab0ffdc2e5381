"""Who keeps a table writes its agenda: kinds, sections, minutes, who reports, the order, and where items go and come from."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem, Meeting


def titles(visitor, meeting):
    return [each["title"] for each in visitor("secretary").get_json(f"/meetings/{meeting}").json["items"]]


def items_of(visitor, meeting):
    return {each["title"]: each for each in visitor("secretary").get_json(f"/meetings/{meeting}").json["items"]}


def plan(cast, title="Seconda seduta", days=20, convened=False):
    writing()
    said = cast.mandate("secretary")
    meeting = Meeting.plan(cast.table(), title, utc_now() + timedelta(days=days), "", said)
    if convened:
        meeting.add_item("Un punto", "", said)
        meeting.convene(said)
    commit()
    return meeting.id


@pytest.fixture
def meeting(app, cast):
    with app.app_context():
        return cast.planned_meeting().id


def test_an_item_says_what_it_is_for_how_long_it_takes_and_who_reports(app, cast, visitor, meeting):
    secretary = visitor("secretary")
    with app.app_context():
        delegate = cast.mandate("delegate").id
    sent = {"title": "Patto", "kind": "decision", "section": "Casa", "planned_minutes": "25", "rapporteur": delegate}
    item = secretary.post(f"/meetings/{meeting}/items", sent).json["id"]
    told = items_of(visitor, meeting)["Patto"]
    assert (told["kind"], told["section"], told["planned_minutes"]) == ("decision", "Casa", 25)
    assert told["rapporteur"]["mandate"] == delegate
    page = secretary.get(f"/meetings/{meeting}?item={item}").text
    assert ">Casa</h3>" in page and "25" in page
    sent = {"title": "Patto", "rapporteur_name": "Il sindaco di un Comune ospite"}
    assert secretary.post(f"/items/{item}", sent).status_code == 200
    assert items_of(visitor, meeting)["Patto"]["rapporteur_name"] == "Il sindaco di un Comune ospite"
    assert visitor("outsider").post(f"/items/{item}", sent).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "surprise"}, "kind"),
        ({"planned_minutes": "0"}, "planned_minutes"),
        ({"planned_minutes": "9999999"}, "planned_minutes"),
        ({"planned_minutes": "mezz'ora"}, "planned_minutes"),
        ({"section": "x" * 121}, "section"),
        ({"rapporteur": "999999"}, "rapporteur"),
        ({"rapporteur": "counterpart"}, "rapporteur"),
        ({"rapporteur": "delegate", "rapporteur_name": "Un altro"}, "rapporteur_name"),
        ({"minutes_of": "999999", "kind": "approval"}, "minutes_of"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(app, cast, visitor, meeting, sent, field):
    with app.app_context():
        places = {"delegate": None, "counterpart": cast.table("CONF").place}
        if sent.get("rapporteur") in places:
            role = sent["rapporteur"]
            sent = sent | {"rapporteur": (cast.mandate(role, places[role]) if places[role] else cast.mandate(role)).id}
    before = titles(visitor, meeting)
    reply = visitor("secretary").submit(f"/meetings/{meeting}/items", {"title": "Punto nuovo", **sent})
    assert reply.status_code == 422
    assert f'id="new-{field}-error"' in reply.text and "Punto nuovo" in reply.text
    assert titles(visitor, meeting) == before


def test_the_sum_of_the_minutes_warns_when_it_is_longer_than_the_sitting(visitor, meeting):
    secretary = visitor("secretary")
    secretary.post(f"/meetings/{meeting}/items", {"title": "Lungo", "planned_minutes": "90"})
    assert "tv-note--off" not in secretary.get(f"/meetings/{meeting}").text
    assert secretary.post(f"/meetings/{meeting}/length", {"planned_minutes": "60"}).json["minutes_over"] == 30
    page, told = secretary.get(f"/meetings/{meeting}").text, secretary.get_json(f"/meetings/{meeting}").json
    assert "tv-note--off" in page
    assert (told["agenda_minutes"], told["planned_minutes"], told["minutes_over"]) == (90, 60, 30)
    secretary.post(f"/meetings/{meeting}/length", {"planned_minutes": "120"})
    assert "tv-note--off" not in secretary.get(f"/meetings/{meeting}").text
    assert secretary.post(f"/meetings/{meeting}/length", {"planned_minutes": "-5"}).status_code == 422
    assert visitor("outsider").post(f"/meetings/{meeting}/length", {"planned_minutes": "60"}).status_code == 404


def test_an_item_goes_up_and_down_one_place_at_a_time(visitor, meeting):
    secretary = visitor("secretary")
    varie = items_of(visitor, meeting)["Varie"]["id"]
    assert secretary.post(f"/items/{varie}/step", {"way": "up"}).json["position"] == 1
    assert titles(visitor, meeting) == ["Varie", "Alloggi per studenti"]
    refused = secretary.post(f"/items/{varie}/step", {"way": "up"})
    assert refused.status_code == 409
    assert secretary.post(f"/items/{varie}/step", {"way": "sideways"}).status_code == 422
    secretary.post(f"/items/{varie}/step", {"way": "down"})
    assert titles(visitor, meeting) == ["Alloggi per studenti", "Varie"]
    assert visitor("outsider").post(f"/items/{varie}/step", {"way": "up"}).status_code == 404


def test_the_items_of_a_section_stand_together_and_pass_its_border(visitor, meeting):
    secretary = visitor("secretary")
    for title, section in (("A1", "Casa"), ("B1", "Mobilità"), ("A2", "Casa")):
        secretary.post(f"/meetings/{meeting}/items", {"title": title, "section": section})
    assert titles(visitor, meeting) == ["Alloggi per studenti", "Varie", "A1", "A2", "B1"]
    item = items_of(visitor, meeting)["B1"]["id"]
    assert secretary.post(f"/items/{item}/step", {"way": "up"}).json["section"] == "Casa"
    assert titles(visitor, meeting) == ["Alloggi per studenti", "Varie", "A1", "A2", "B1"]
    assert [each["position"] for each in items_of(visitor, meeting).values()] == [1, 2, 3, 4, 5]


def test_an_item_with_an_outcome_keeps_its_place_and_its_words(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting().id
    secretary, rows = visitor("secretary"), items_of(visitor, meeting)
    first, last = rows["Alloggi per studenti"]["id"], rows["Varie"]["id"]
    secretary.post(f"/items/{first}/outcome", {"outcome": "noted"})
    for item, door, sent in ((first, "/step", {"way": "down"}), (last, "/step", {"way": "up"}), (first, "/move", {}),
                             (first, "/shelving", {}), (first, "", {"title": "Altro"})):  # fmt: skip
        with app.app_context():
            plan(cast)
        assert secretary.post(f"/items/{item}{door}", sent).status_code == 409
    assert titles(visitor, meeting) == ["Alloggi per studenti", "Varie"]


def test_what_changes_after_the_call_is_announced(app, cast, visitor):
    with app.app_context():
        meeting, other = cast.convened_meeting().id, plan(cast, convened=True)
    secretary, item = visitor("secretary"), items_of(visitor, meeting)["Varie"]["id"]
    secretary.post(f"/items/{item}/step", {"way": "up"})
    secretary.post(f"/items/{item}", {"title": "Varie ed eventuali", "kind": "information"})
    secretary.post(f"/items/{item}/move", {"meeting": other})
    told = visitor("delegate").get_json(f"/streams/meeting/{meeting}/happenings?after=0").json["happenings"]
    assert [each["kind"] for each in told][-3:] == ["items-reordered", "item-reworded", "item-moved"]
    assert visitor("outsider").get_json(f"/streams/meeting/{meeting}/happenings?after=0").status_code == 404


def test_a_moved_item_stays_the_same_item_and_leaves_its_proxies_behind(app, cast, visitor):
    with app.app_context():
        meeting, other = cast.convened_meeting().id, plan(cast)
    secretary, item = visitor("secretary"), items_of(visitor, meeting)["Alloggi per studenti"]["id"]
    assert secretary.post(f"/items/{item}/move", {}).json["meeting"] == other
    assert titles(visitor, meeting) == ["Varie"]
    assert items_of(visitor, other)["Alloggi per studenti"]["id"] == item
    assert items_of(visitor, meeting)["Varie"]["position"] == 1
    assert visitor("delegate").get_json(f"/items/{item}").status_code == 404, "the other meeting is not convened yet"
    again = secretary.post(f"/items/{item}/move", {"meeting": other})
    assert again.status_code == 422


def test_an_item_does_not_go_to_another_table_or_to_a_closed_meeting(app, cast, visitor):
    with app.app_context():
        past, meeting = cast.closed_meeting()[0].id, cast.planned_meeting().id
    secretary, item = visitor("secretary"), items_of(visitor, meeting)["Varie"]["id"]
    assert secretary.post(f"/items/{item}/move", {"meeting": past}).status_code == 409
    assert secretary.post(f"/items/{item}/move", {"meeting": 999999}).status_code == 422
    assert secretary.post(f"/items/{item}/move", {}).status_code == 409, "no later meeting is planned"


def test_what_the_sitting_took_up_is_not_moved(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting().id
        writing()
        row = db.session.get(Meeting, meeting)
        row.take_up(row.items[0], cast.mandate("secretary"))
        item = row.items[0].id
        commit()
        plan(cast)
    assert visitor("secretary").post(f"/items/{item}/move", {}).status_code == 409
    assert visitor("secretary").post(f"/items/{item}/shelving", {}).status_code == 409


def defer(visitor, item):
    assert visitor("secretary").post(f"/items/{item}/outcome", {"outcome": "deferred"}).status_code == 200


def test_a_deferred_item_is_carried_over_once_and_both_show_the_way(app, cast, visitor):
    with app.app_context():
        meeting, other = cast.open_meeting().id, plan(cast, convened=True)
    secretary, item = visitor("secretary"), items_of(visitor, meeting)["Varie"]["id"]
    defer(visitor, item)
    assert 'id="carry"' in secretary.get(f"/meetings/{meeting}?item={item}").text
    copy = secretary.post(f"/items/{item}/carrying", {}).json
    assert copy["meeting"] == other
    told = items_of(visitor, other)["Varie"]
    assert (told["id"], told["carried_from"], told["outcome"]) == (copy["id"], item, None)
    for reader in ("secretary", "delegate"):
        assert f"item={copy['id']}#now" in visitor(reader).get(f"/meetings/{meeting}?item={item}").text
        assert f"item={item}#now" in visitor(reader).get(f"/meetings/{other}?item={copy['id']}").text
    assert secretary.post(f"/items/{item}/carrying", {}).status_code == 409
    assert visitor("outsider").post(f"/items/{item}/carrying", {}).status_code == 404


def test_who_does_not_see_the_next_meeting_is_shown_no_way_to_it(app, cast, visitor):
    with app.app_context():
        meeting, other = cast.open_meeting().id, plan(cast)
    item = items_of(visitor, meeting)["Varie"]["id"]
    defer(visitor, item)
    visitor("secretary").post(f"/items/{item}/carrying", {})
    assert f"/meetings/{other}" in visitor("secretary").get(f"/meetings/{meeting}?item={item}").text
    assert f"/meetings/{other}" not in visitor("delegate").get(f"/meetings/{meeting}?item={item}").text


def test_a_confidential_item_stays_closed_when_it_is_carried_over(app, cast, visitor):
    with app.app_context():
        meeting, other = cast.open_meeting().id, plan(cast, convened=True)
        writing()
        item = db.session.get(Meeting, meeting).items[1]
        day = (utc_now() + timedelta(days=300)).date()
        item.seal("Un punto riservato", day, "", False, cast.mandate("secretary"))
        item.conclude("deferred", "", cast.mandate("secretary"))
        commit()
        id = item.id
    copy = visitor("secretary").post(f"/items/{id}/carrying", {}).json["id"]
    with app.app_context():
        row = db.session.get(AgendaItem, copy)
        assert row.is_sealed(utc_now()) and row.title == "Un punto riservato" and row.sealed_title == "Varie"
    shown = visitor("technician").get(f"/meetings/{other}").text
    assert "Varie" not in shown and "Un punto riservato" in shown


def test_minutes_ask_for_approval_at_the_next_meeting(app, cast, visitor):
    with app.app_context():
        meeting = cast.closed_meeting()[0].id
        secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{meeting}/minutes/item").status_code == 409, "nothing is planned"
    with app.app_context():
        other = plan(cast)
    assert secretary.post(f"/meetings/{meeting}/minutes/item").status_code == 409, "nothing is drafted"
    secretary.post(f"/meetings/{meeting}/minutes")
    assert f"/meetings/{meeting}/minutes/item" in secretary.get(f"/meetings/{meeting}/minutes").text
    item = secretary.post(f"/meetings/{meeting}/minutes/item").json["id"]
    told = next(each for each in items_of(visitor, other).values() if each["id"] == item)
    assert told["kind"] == "approval"
    assert f"/meetings/{meeting}/minutes" in secretary.get(f"/meetings/{other}?item={item}").text
    assert secretary.post(f"/meetings/{meeting}/minutes/item").status_code == 409, "it stands there already"
    assert visitor("outsider").post(f"/meetings/{meeting}/minutes/item").status_code == 404


def test_only_an_approval_names_minutes_and_only_of_a_closed_meeting(app, cast, visitor):
    with app.app_context():
        closed, meeting, open_one = cast.closed_meeting()[0].id, cast.planned_meeting().id, cast.convened_meeting().id
    secretary = visitor("secretary")
    sent = {"title": "Verbale", "kind": "approval", "minutes_of": closed}
    assert secretary.post(f"/meetings/{meeting}/items", sent).status_code == 201
    assert secretary.post(f"/meetings/{meeting}/items", sent | {"kind": "discussion"}).status_code == 422
    assert secretary.post(f"/meetings/{meeting}/items", sent | {"minutes_of": open_one}).status_code == 422


def test_a_page_costs_the_same_with_two_items_as_with_many(app, cast, visitor, counted, meeting):
    secretary = visitor("secretary")
    secretary.get(f"/meetings/{meeting}")
    with counted() as few:
        secretary.get(f"/meetings/{meeting}")
    with app.app_context():
        writing()
        row, said = db.session.get(Meeting, meeting), cast.mandate("secretary")
        for number in range(20):
            row.add_item(f"Punto {number}", "", said, section=f"Parte {number % 4}", planned_minutes=5, rapporteur=said)
            AgendaItem.wait(row.table, f"Attesa {number}", "", said)
        commit()
    with counted() as many:
        assert "Punto 19" in secretary.get(f"/meetings/{meeting}").text
    assert len(many) == len(few)
