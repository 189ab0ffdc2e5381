"""The register of decisions across all tables: narrowed, counted, taken out; and what each body promised."""

import csv
import io
from datetime import timedelta

import pytest
from icalendar import Calendar

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action, Decision, Meeting
from app.membership.models import Zone, ZoneMembership


@pytest.fixture
def decided(app, cast):
    """A published decision of PM, and one of US at a closed sitting that is late; {name: id}."""
    with app.app_context():
        published = cast.published_meeting()[1].id
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice, late = cast.mandate("secretary"), day_of(utc_now()) - timedelta(days=4)
        mine = {"responsible_organisation": cast.body("US"), "responsible_person": cast.person("other_delegate")}
        words = {"text": "=Si raccolgono le convenzioni.", "due_on": late, "objective": cast.objective("P2.M1")}
        other = meeting.items[0].decide(voice, **cast.parts(**mine, **words))
        meeting.items[1].conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        names = {code: cast.body(code).id for code in ("PM", "US", "FH")}
        return names | {
            "published": published,
            "late": other.id,
            "table": cast.table().id,
            "objective": cast.objective("P2.M1").id,
        }


def ids(visitor, address, role="delegate"):
    return [each["id"] for each in visitor(role).get_json(address).json["items"]]


def test_the_register_is_narrowed_by_what_the_address_asks(visitor, decided):
    both, year = [decided["late"], decided["published"]], utc_now().year
    assert ids(visitor, "/decisions") == both
    assert ids(visitor, f"/decisions?organisation={decided['US']}") == [decided["late"]]
    assert ids(visitor, f"/decisions?objective={decided['objective']}") == [decided["late"]]
    assert ids(visitor, f"/decisions?table={decided['table']}&year={year}&kind=decision") == both
    assert ids(visitor, f"/decisions?year={year - 1}") == []
    assert ids(visitor, "/decisions?state=late") == [decided["late"]]
    assert ids(visitor, "/decisions?state=begun") == [decided["published"]]
    assert ids(visitor, "/decisions?q=convenzioni") == [decided["late"]]
    assert ids(visitor, "/decisions?sort=due") == [decided["late"], decided["published"]]


def test_what_is_asked_for_nothing_is_left_out_and_stays_on_the_page(visitor, decided):
    page = visitor("delegate").get("/decisions?organisation=xyz&state=boh&q=elenco")
    assert page.status_code == 200 and 'value="elenco"' in page.text
    assert ids(visitor, "/decisions?organisation=xyz&state=boh&q=elenco") == [decided["published"]]


def test_a_zone_has_the_decisions_of_its_municipalities_and_of_its_table(app, cast, visitor, decided):
    with app.app_context():
        writing()
        zone = Zone(code="ALTRA", name="Altra zona")
        db.session.add_all([zone, ZoneMembership(zone=zone, organisation=cast.body("US"), since=utc_now())])
        commit()
        empty, own = zone.id, db.session.scalar(db.select(Zone.id).where(Zone.code == "TAV"))
    assert ids(visitor, f"/decisions?zone={empty}") == [decided["late"]]
    assert ids(visitor, f"/decisions?zone={own}") == [decided["late"], decided["published"]]


def test_who_is_not_at_the_table_finds_what_was_published_only(visitor, decided):
    assert ids(visitor, "/decisions", "outsider") == [decided["published"]]
    assert visitor("outsider").get_json("/decisions").json["carried_out"]["total"] == 1
    shown = visitor("outsider").get_json("/decisions/shares").json
    assert [each["id"] for each in shown["organisation"]] == [decided["PM"]]
    assert "raccolgono" not in visitor("outsider").get("/decisions.csv").text


def test_the_share_carried_out_is_told_in_figures_by_body_and_by_table(visitor, decided):
    visitor("delegate").post(f"/decisions/{decided['published']}/execution", {"note": "Fatto."})
    shown = visitor("delegate").get_json("/decisions/shares").json
    told = {each["id"]: (each["done"], each["late"], each["total"]) for each in shown["organisation"]}
    assert told == {decided["PM"]: (1, 0, 1), decided["US"]: (0, 1, 1)}
    assert [(each["done"], each["late"]) for each in shown["table"]] == [(1, 1)]
    page = visitor("delegate").get("/decisions").text
    assert "<b>1</b> fatti" in page and "<b>1</b> in ritardo" in page


def test_the_sheet_runs_in_no_spreadsheet_and_names_no_person(visitor, decided):
    answer = visitor("delegate").get("/decisions.csv?sort=due")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["text"] for row in rows][0] == "'=Si raccolgono le convenzioni."
    assert [row["state"] for row in rows] == ["late", "open"]
    assert "Delegat" not in answer.text


def test_the_calendar_holds_the_deadlines_of_what_is_still_to_do(visitor, decided):
    events = Calendar.from_ical(visitor("delegate").get("/decisions.ics").data).walk("VEVENT")
    assert {str(each["uid"]).split("@")[0] for each in events} == {
        f"decision-{decided['late']}",
        f"decision-{decided['published']}",
    }
    visitor("delegate").post(f"/decisions/{decided['published']}/execution", {"note": "Fatto."})
    again = Calendar.from_ical(visitor("delegate").get("/decisions.ics").data).walk("VEVENT")
    assert [str(each["uid"]).split("@")[0] for each in again] == [f"decision-{decided['late']}"]


# --- Actions ---------------------------------------------------------------------------------------------------------


def promise(visitor, decided, **other):
    fields = {"text": "Scrive ai Comuni.", "due_on": (day_of(utc_now()) + timedelta(days=9)).isoformat()} | other
    return visitor("delegate").post(f"/decisions/{decided['published']}/actions", fields).json["id"]


def test_the_board_of_actions_is_narrowed_and_taken_out(app, cast, visitor, decided):
    with app.app_context():
        person = cast.person("delegate").id
    first = promise(visitor, decided, person=person)
    second = promise(
        visitor, decided, person=person, text="Stampa le mappe.", due_on=(day_of(utc_now()) - timedelta(days=1)).isoformat()
    )
    assert ids(visitor, "/actions") == [second, first]
    assert ids(visitor, f"/actions?state=late&organisation={decided['PM']}&table={decided['table']}") == [second]
    assert ids(visitor, f"/actions?due_by={day_of(utc_now()).isoformat()}") == [second]
    assert ids(visitor, "/actions?q=mappe&sort=latest") == [second]
    assert visitor("delegate").get_json("/actions").json["carried_out"]["late"] == 1
    assert "Stampa le mappe." in visitor("delegate").get("/actions.csv").text
    assert len(Calendar.from_ical(visitor("delegate").get("/actions.ics").data).walk("VEVENT")) == 2
    assert ids(visitor, "/actions", "outsider") == [second, first], "its decision is published"


def test_the_desk_shows_the_actions_that_wait_for_me_late_first(app, cast, visitor, decided):
    with app.app_context():
        person = cast.person("delegate").id
    first = promise(visitor, decided, person=person)
    second = promise(visitor, decided, person=person, due_on=(day_of(utc_now()) - timedelta(days=1)).isoformat())
    assert [each["id"] for each in visitor("delegate").get_json("/").json["actions"]] == [second, first]
    assert "Scrive ai Comuni." in visitor("delegate").get("/").text
    assert visitor("outsider").get_json("/").json["actions"] == []


# --- Promises of a body ----------------------------------------------------------------------------------------------


def test_a_body_shows_what_it_promised_each_promise_once(app, cast, visitor, decided):
    with app.app_context():
        person = cast.person("delegate").id
    told = visitor("delegate").get_json(f"/organisations/{decided['PM']}/promises").json
    assert [(each["promise"], each["id"]) for each in told["items"]] == [("decision", decided["published"])]
    action = promise(visitor, decided, person=person)
    told = visitor("delegate").get_json(f"/organisations/{decided['PM']}/promises").json
    assert [(each["promise"], each["id"]) for each in told["items"]] == [("action", action)]
    assert told["carried_out"]["total"] == 1
    page = visitor("delegate").get(f"/organisations/{decided['PM']}/promises").text
    assert "Scrive ai Comuni." in page and "Prima seduta" in page
    assert visitor("delegate").get("/organisations/987654/promises").status_code == 404


def test_a_body_without_promises_says_so(visitor, decided):
    assert visitor("delegate").get_json(f"/organisations/{decided['FH']}/promises").json["carried_out"]["total"] == 0
    assert visitor("outsider").get(f"/organisations/{decided['US']}/promises").status_code == 200
    assert visitor("outsider").get_json(f"/organisations/{decided['US']}/promises").json["items"] == []


def test_anybody_reads_the_promises_of_published_decisions_and_no_name(visitor, decided):
    page = visitor().get(f"/public/organisations/{decided['PM']}/promises")
    assert page.status_code == 200 and "elenco comune" in page.text and "Delegata" not in page.text
    assert "raccolgono" not in visitor().get(f"/public/organisations/{decided['US']}/promises").text
    assert visitor().get("/public/organisations/987654/promises").status_code == 404


def test_published_decisions_are_open_data(visitor, decided):
    rows = list(csv.DictReader(io.StringIO(visitor().get("/public/decisions.csv").text)))
    assert [(row["id"], row["state"], row["organisation_code"]) for row in rows] == [(str(decided["published"]), "open", "PM")]
    told = visitor().get_json("/public/decisions.json").json
    assert [each["id"] for each in told["items"]] == [decided["published"]] and told["next"] is None
    assert "Delegata" not in visitor().get("/public/decisions.csv").text


# --- Its cost --------------------------------------------------------------------------------------------------------

PAGES = (
    "/decisions",
    "/decisions?state=late",
    "/decisions/shares",
    "/actions",
    "/organisations/{PM}/promises",
    "/public/decisions.csv",
)


def test_the_pages_cost_the_same_with_few_and_with_many(app, cast, visitor, decided, counted):
    reader = visitor("delegate")
    with app.app_context():
        copy_all(cast, 3)
    costs = []
    for _ in range(2):
        for page in PAGES:
            reader.get(page.format(**decided))
        with counted() as statements:
            for page in PAGES:
                assert reader.get(page.format(**decided)).status_code == 200
        costs.append(len(statements))
        with app.app_context():
            copy_all(cast, 40)
    assert costs[0] == costs[1]


def copy_all(cast, times):
    """More of the same: decisions of a closed sitting, each with an action."""
    writing()
    meeting = db.session.scalars(db.select(Meeting).where(Meeting.closed_at.is_not(None)).order_by(Meeting.id)).first()
    at, due = meeting.closed_at, day_of(utc_now()) - timedelta(days=2)
    for _ in range(times):
        decision = Decision(
            item=meeting.items[0], table_id=meeting.table_id, recorded_by=cast.mandate("secretary"), **cast.parts()
        )
        decision.adopted_at, decision.published_at, decision.due_on, decision.year = at, at, due, at.year
        facts = {"text": "Ancora.", "organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": due}
        facts |= {"given_at": at, "given_by": cast.person("secretary"), "news_at": at, "table_id": meeting.table_id}
        db.session.add_all([decision, Action(item=meeting.items[0], decision=decision, **facts)])
    commit()
