"""A table is established, its rules are written and changed, it is reserved and opened, it ends."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from werkzeug.datastructures import MultiDict

from app.database import PartialDate, commit, day_of, utc_now, writing
from app.membership.models import Act, Table

RULES = {
    "name": "Tavolo di prova",
    "kind": "permanent_table",
    "quorum": "majority",
    "majority": "simple",
    "majority_of": "present",
}


@pytest.fixture
def table(app, cast):
    with app.app_context():
        return f"/tables/{cast.table().id}"


def of(app, cast, code="TAV"):
    with app.app_context():
        return cast.table(code)


# --- Establishing ----------------------------------------------------------------------------------------------------


def test_the_administrator_establishes_a_table_below_another(visitor, app, cast):
    with app.app_context():
        parent = cast.table().id
    fields = RULES | {
        "code": "GRUPPO",
        "name": "Gruppo di contatto",
        "kind": "liaison_group",
        "parent": parent,
        "established": "2018-07/12",
    }
    reply = visitor("admin").post("/tables", fields)
    assert reply.status_code == 201
    told = visitor("outsider").get_json(reply.get_json()["address"]).get_json()
    assert (told["parent"]["id"], told["established"], told["quorum"]["rule"]) == (parent, "2018-07/12", "majority")
    assert [each["name"] for each in visitor("outsider").get_json(f"/tables/{parent}").get_json()["children"]] == [
        "Gruppo di contatto"
    ]


def test_a_code_is_taken_once(visitor):
    page = visitor("admin").submit("/tables", RULES | {"code": "TAV", "legal_basis": "Un accordo"})
    assert page.status_code == 422 and 'id="code-error"' in page.text and "Un accordo" in page.text


def test_a_new_parity_table_gets_its_seats_by_rosters(visitor, app, cast):
    reply = visitor("admin").post("/tables", RULES | {"code": "PARI", "parity": "y"})
    with app.app_context():
        seat = {"organisation": cast.body("PM").id}
    assert visitor("admin").post(f"{reply.get_json()['address']}/seats", seat).status_code == 409
    assert visitor("admin").post(f"{reply.get_json()['address']}/rosters").status_code == 201


def test_others_do_not_establish(visitor):
    for role in ("outsider", "secretary", "delegate", "auditor"):
        someone = visitor(role)
        assert someone.post("/tables", RULES | {"code": "MIO"}).status_code == someone.get("/tables/new").status_code == 403
        assert "/tables/new" not in someone.get("/tables").text
    assert "/tables/new" in visitor("admin").get("/tables").text


# --- Rules -----------------------------------------------------------------------------------------------------------


def test_the_rules_are_told_in_words_and_as_facts(visitor, table):
    fields = RULES | {"quorum": "share", "quorum_number": 2, "quorum_of": 3, "majority": "two_thirds", "majority_of": "all"}
    fields |= {"proxies_allowed": 1, "appointable": "substitute", "two_seats_allowed": "y"}
    assert visitor("admin").post(f"{table}/rules", fields).status_code == 200
    told = visitor("outsider").get_json(table).get_json()
    assert told["quorum"]["counts"] == [{"side": None, "seats": 3, "present": 3, "needed": 2, "reached": True}]
    assert (told["majority"], told["majority_of"], told["proxies_allowed"]) == ("two_thirds", "all", 1)
    assert (told["appointable"], told["two_seats_allowed"], told["confirms"]) == (["substitute"], True, False)
    page = visitor("outsider").get(table).text
    assert "tv-chip--done" in page.split('id="seats"')[1].split("</section>")[0]


def test_a_table_without_enough_voices_says_so(visitor, table, app, cast):
    visitor("admin").post(f"{table}/rules", RULES | {"quorum": "share", "quorum_number": 3, "quorum_of": 3})
    with app.app_context():
        writing()
        cast.mandate("other_delegate").end()
        commit()
    [count] = visitor("outsider").get_json(table).get_json()["quorum"]["counts"]
    assert (count["present"], count["needed"], count["reached"]) == (2, 3, False)


def test_the_form_shows_the_rules_as_they_are_and_sent_back_unchanged_it_changes_nothing(visitor, app, cast, table):
    with app.app_context():
        writing()
        act = Act(code="ACC", title="Accordo", kind="agreement", issuer="Prova")
        here, above = cast.table(), cast.table("VUOTO")
        here.act, here.parent, here.established, here.quorum = act, above, PartialDate("2019-04"), "majority"
        here.appointable, here.proxies_allowed, here.confirms = ["delegate"], 2, False
        commit()
        names = [column.name for column in Table.__table__.columns]
        before = {name: getattr(cast.table(), name) for name in names}
        act, above = act.id, above.id
    page = visitor("admin").get(f"{table}/rules").text
    assert f'selected value="{act}"' in page and f'selected value="{above}"' in page and 'value="2019-04"' in page
    fields = Untouched(page, f"{table}/rules").fields
    assert visitor("admin").post(f"{table}/rules", fields).status_code == 200
    with app.app_context():
        assert {name: getattr(cast.table(), name) for name in names} == before


class Untouched(HTMLParser):
    """What a browser would send of the form with this action, if nobody touched it."""

    def __init__(self, page, action):
        super().__init__()
        self.action, self.inside, self.chosen, self.fields = action, False, None, MultiDict()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.inside = told.get("action") == self.action
        elif self.inside and tag == "select":
            self.chosen = told["name"]
        elif self.inside and tag == "option" and "selected" in told:
            self.fields.add(self.chosen, told["value"])
        elif self.inside and tag == "input" and (told.get("type") in ("text", "number") or "checked" in told):
            self.fields.add(told["name"], told.get("value", ""))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"quorum": "share", "quorum_number": 4, "quorum_of": 3}, "quorum_number"),
        ({"quorum": "number"}, "quorum_number"),
        ({"quorum": "king"}, "quorum"),
        ({"majority": "loudest"}, "majority"),
        ({"proxies_allowed": "-1"}, "proxies_allowed"),
        ({"proxies_allowed": "molte"}, "proxies_allowed"),
        ({"established": "ieri"}, "established"),
        ({"appointable": "chair"}, "appointable"),
        ({"parent": "999999"}, "parent"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_a_wrong_rule_is_refused_beside_its_field(visitor, table, fields, field):
    page = visitor("admin").submit(f"{table}/rules", RULES | {"legal_basis": "Quello che avevo scritto"} | fields)
    assert page.status_code == 422 and f'id="{field}-error"' in page.text and "Quello che avevo scritto" in page.text


def test_a_table_stands_neither_below_itself_nor_below_its_own_working_tables(visitor, app, cast, table):
    with app.app_context():
        writing()
        cast.table("VUOTO").parent_id = cast.table().id
        commit()
        mine, below = cast.table().id, cast.table("VUOTO").id
    for parent in (mine, below):
        assert visitor("admin").post(f"{table}/rules", RULES | {"parent": parent}).status_code == 422
    assert of(app, cast).parent_id is None


def test_the_secretariat_writes_the_words_and_not_the_rules(visitor, app, cast, table):
    secretary = visitor("secretary")
    assert secretary.submit(f"{table}/texts", {"composition_rule": "Sette atenei e la Città"}).location == table
    assert "Sette atenei e la Città" in visitor("outsider").get(table).text
    assert secretary.post(f"{table}/rules", RULES).status_code == 403
    page = secretary.get(f"{table}/rules").text
    assert "/texts" in page and f'action="{table}/rules"' not in page


def test_the_outsider_neither_reads_nor_changes_the_page_of_the_rules(visitor, table):
    outsider = visitor("outsider")
    assert outsider.get(f"{table}/rules").status_code == 403
    for door in ("rules", "texts", "periods", "reservation", "opening", "end"):
        assert outsider.post(f"{table}/{door}", RULES | {"label": "2026"}).status_code == 403
    assert f"{table}/rules" not in outsider.get(table).text


# --- Reserved and open -----------------------------------------------------------------------------------------------


def test_a_reserved_table_is_gone_for_others_and_comes_back(visitor, table):
    secretary, outsider = visitor("secretary"), visitor("outsider")
    assert secretary.submit(f"{table}/reservation").location == table
    assert outsider.get(table).status_code == outsider.get("/tables/9999").status_code == 404
    assert secretary.post(f"{table}/reservation").status_code == 409
    assert secretary.post(f"{table}/opening").status_code == 200
    assert outsider.get(table).status_code == 200
    assert secretary.post(f"{table}/opening").status_code == 409


def test_who_reserves_a_table_and_no_longer_sees_it_is_led_to_the_list(visitor, table):
    assert visitor("admin").submit(f"{table}/reservation").location == "/tables"


def test_a_table_that_nobody_keeps_is_not_reserved(visitor, cast, app):
    with app.app_context():
        empty = f"/tables/{cast.table('VUOTO').id}"
    assert visitor("admin").post(f"{empty}/reservation").status_code == 409


def test_who_follows_a_table_is_told_at_once_that_it_is_gone(visitor, app, table):
    live, stream = app.extensions["live"], table.strip("/").replace("tables", "table")
    sockets = {role: live.socketio.test_client(app, flask_test_client=visitor(role).http) for role in ("outsider", "delegate")}

    def told(kind):
        with app.app_context():
            live.pump.turn()
        heard = {
            role: [each["args"][0] for each in socket.get_received() if each["name"] == kind] for role, socket in sockets.items()
        }
        return {role: [each for each in rows if each["stream"] == stream] for role, rows in heard.items()}

    told("gone")
    secretary = visitor("secretary")
    secretary.post(f"{table}/reservation")
    gone = told("gone")
    assert gone["outsider"] and not gone["delegate"]
    secretary.post(f"{table}/texts", {"outputs": "Solo per noi"})
    heard = told("happening")
    assert heard["delegate"] and not heard["outsider"]
    secretary.post(f"{table}/opening")
    assert told("gone") == {"outsider": [], "delegate": []}
    secretary.post(f"{table}/texts", {"outputs": "Per tutti"})
    assert told("happening")["outsider"]


# --- The end ---------------------------------------------------------------------------------------------------------


def test_a_table_that_has_ended_is_read_only(visitor, table, app, cast):
    admin = visitor("admin")
    assert admin.post(f"{table}/end").status_code == 200
    assert visitor("outsider").get_json(table).get_json()["state"] == "ended"
    with app.app_context():
        fields, seat = {"organisation": cast.body("EX").id}, cast.mandate("delegate").seat_id
        named = {"person": cast.person("org_admin").id, "role": "technician"}
    secretary = visitor("secretary")
    meeting = {"title": "Seduta", "day": str(day_of(utc_now()) + timedelta(days=9)), "time": "10:00"}
    assert secretary.post(f"{table}/seats", fields).status_code == 409
    assert visitor("org_admin").post(f"/seats/{seat}/mandates", named).status_code == 409
    assert secretary.post(f"{table}/meetings", meeting).status_code == 409
    assert secretary.post(f"{table}/periods", {"label": "2027"}).status_code == 409
    assert admin.post(f"{table}/rules", RULES).status_code == admin.post(f"{table}/end").status_code == 409
    page = visitor("delegate").get(table).text
    assert "tv-chip--ended" in page and "give-seat" not in page


def test_an_end_to_come_lets_the_table_work_until_then(visitor, table):
    last = day_of(utc_now()) + timedelta(days=30)
    assert visitor("admin").post(f"{table}/end", {"until": str(last)}).status_code == 200
    secretary, meeting = visitor("secretary"), {"title": "Seduta", "time": "10:00"}
    assert secretary.post(f"{table}/meetings", meeting | {"day": str(last)}).status_code == 201
    assert secretary.post(f"{table}/meetings", meeting | {"day": str(last + timedelta(days=1))}).status_code == 409


def test_a_table_does_not_end_in_the_middle_of_a_sitting(visitor, table, app, cast):
    with app.app_context():
        cast.open_meeting()
    assert visitor("admin").post(f"{table}/end").status_code == 409
    assert of(app, cast).until is None


def test_forty_two_tables_cost_as_many_queries_as_two(visitor, app, cast, table, counted):
    admin = visitor("admin")

    def ask():
        with counted() as statements:
            assert {admin.get(each).status_code for each in (table, "/tables", f"{table}/rules")} == {200}
        return len(statements)

    ask()
    few = ask()
    with app.app_context():
        writing()
        above = cast.table()
        for number in range(42):
            Table.establish(code=f"T{number}", name=f"Tavolo {number}", kind="working_table", parent_id=above.id)
        commit()
    assert ask() == few
