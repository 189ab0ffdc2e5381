"""A sitting is followed in its room: from item to item, suspended and resumed, its record kept line by line."""

import secrets
from datetime import UTC, datetime, timedelta

import time_machine

from app.database import commit, db, writing
from app.meetings.models import Meeting, Note


def opened(app, cast, items=("Alloggi per studenti", "Varie"), **rules):
    """(meeting id, ids of its items), open; `rules` of its table."""
    with app.app_context():
        meeting = cast.open_meeting(items=items)
        ids = [item.id for item in meeting.items]
        if rules:
            writing()
            for name, value in rules.items():
                setattr(cast.table(), name, value)
            commit()
        return meeting.id, ids


def test_the_sitting_passes_from_item_to_item_and_everybody_reads_which_one(app, visitor, cast):
    meeting, [first, second] = opened(app, cast)
    secretary, delegate, outsider = visitor("secretary"), visitor("delegate"), visitor("outsider")
    assert delegate.get_json(f"/meetings/{meeting}/room").json["item"] is None
    assert "Non è ancora stato aperto nessun punto" in delegate.get(f"/meetings/{meeting}/room").text
    assert secretary.post(f"/meetings/{meeting}/course", {"item": first}).status_code == 200
    assert secretary.post(f"/meetings/{meeting}/course", {"item": second}).status_code == 200
    told = delegate.get_json(f"/meetings/{meeting}/room").json
    assert told["item"] == second
    assert [(each["item"], each["until"] is None) for each in told["passages"]] == [(first, False), (second, True)]
    assert "Punto 2" in delegate.get(f"/meetings/{meeting}/room").text
    for who, status in ((delegate, 403), (outsider, 404)):
        assert who.post(f"/meetings/{meeting}/course", {"item": first}).status_code == status
    assert outsider.get(f"/meetings/{meeting}/room").status_code == 404


def test_the_happening_carries_the_item_so_that_it_is_shown_without_asking(app, visitor, cast):
    meeting, [first, _] = opened(app, cast)
    secretary = visitor("secretary")
    head = secretary.get_json(f"/meetings/{meeting}/room").json["head"]
    secretary.post(f"/meetings/{meeting}/course", {"item": first})
    secretary.post(f"/meetings/{meeting}/course", {"item": first})
    told = visitor("delegate").get_json(f"/streams/meeting/{meeting}/happenings?after={head}").json["happenings"]
    assert [each["kind"] for each in told] == ["item-taken-up"], "asking for the item at hand again changes nothing"
    data = told[0]["data"]
    assert (data["id"], data["position"], data["title"], data["spent"]) == (first, 1, "Alloggi per studenti", 0)
    assert data["since"] == told[0]["at"]
    assert visitor("outsider").get_json(f"/streams/meeting/{meeting}/happenings?after={head}").status_code == 404


def test_the_clock_counts_all_passages_and_stands_still_while_suspended(app, cast):
    meeting, [first, second] = opened(app, cast)
    begin = datetime.now(UTC)
    with app.app_context():
        steps = (
            (0, lambda it, voice: it.take_up(it.items[0], voice)),
            (5, lambda it, voice: it.suspend("Pausa caffè", voice)),
            (15, lambda it, voice: it.resume(voice)),
            (18, lambda it, voice: it.take_up(it.items[1], voice)),
            (20, lambda it, voice: it.take_up(it.items[0], voice)),
        )
        for minutes, step in steps:
            with time_machine.travel(begin + timedelta(minutes=minutes), tick=False):
                writing()
                step(db.session.get(Meeting, meeting), cast.mandate("secretary"))
                commit()
        it = db.session.get(Meeting, meeting)
        at = begin + timedelta(minutes=21)
        assert [it.seconds_on(item, at) // 60 for item in it.items] == [9, 2]
        assert (it.current_item.id, it.previous_item, it.next_item.id) == (first, None, second)


def test_a_suspended_sitting_passes_to_no_item_and_says_why(app, visitor, cast):
    meeting, [first, second] = opened(app, cast)
    secretary = visitor("secretary")
    secretary.post(f"/meetings/{meeting}/course", {"item": first})
    assert secretary.post(f"/meetings/{meeting}/suspension", {"reason": "Si attende la Regione"}).status_code == 201
    assert "Si attende la Regione" in visitor("delegate").get(f"/meetings/{meeting}/room").text
    refused = secretary.post(f"/meetings/{meeting}/course", {"item": second})
    assert (refused.status_code, refused.json["detail"]) == (409, "La seduta è sospesa: riprendila prima di passare a un punto.")
    assert secretary.post(f"/meetings/{meeting}/suspension").status_code == 409
    assert visitor("delegate").post(f"/meetings/{meeting}/resumption").status_code == 403
    assert visitor("outsider").post(f"/meetings/{meeting}/resumption").status_code == 404
    assert secretary.post(f"/meetings/{meeting}/resumption").status_code == 200
    assert secretary.post(f"/meetings/{meeting}/resumption").status_code == 409
    assert secretary.get_json(f"/meetings/{meeting}/room").json["item"] == first


def test_a_sitting_that_is_not_open_passes_to_nothing_and_an_item_of_another_is_refused(app, visitor, cast):
    with app.app_context():
        convened = cast.convened_meeting()
        waiting = (convened.id, convened.items[0].id)
    meeting, _ = opened(app, cast)
    secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{waiting[0]}/course", {"item": waiting[1]}).status_code == 409
    assert secretary.post(f"/meetings/{meeting}/course", {"item": waiting[1]}).status_code == 422
    assert secretary.post(f"/meetings/{meeting}/course", {"item": ""}).status_code == 422
    assert visitor("outsider").post(f"/meetings/{meeting}/course", {"item": 1}).status_code == 404


def test_closing_stops_the_clock_and_an_item_taken_up_stays_on_the_agenda(app, visitor, cast):
    meeting, items = opened(app, cast)
    secretary = visitor("secretary")
    secretary.post(f"/meetings/{meeting}/course", {"item": items[0]})
    refused = secretary.post(f"/items/{items[0]}/withdrawal")
    assert (refused.status_code, "registra un esito" in refused.json["detail"]) == (409, True)
    for item in items:
        secretary.post(f"/items/{item}/outcome", {"outcome": "noted"})
    assert secretary.post(f"/meetings/{meeting}/closure").status_code == 200
    told = secretary.get_json(f"/meetings/{meeting}/room").json
    assert (told["item"], told["passages"][-1]["until"] is None) == (None, False)
    assert visitor("outsider").get_json(f"/meetings/{meeting}/room").status_code == 404


def test_the_secretary_keeps_the_record_line_by_line_and_the_minutes_are_drafted_from_it(app, visitor, cast):
    meeting, [first, second] = opened(app, cast)
    secretary = visitor("secretary")
    line = secretary.post(f"/meetings/{meeting}/notes", {"text": "La Vicesindaca illustra *i dati*.", "item": first}).json
    secretary.post(f"/meetings/{meeting}/notes", {"text": "Si aprono i lavori."})
    wrong = secretary.post(f"/meetings/{meeting}/notes", {"text": "Riga sbagliata.", "item": second}).json
    assert secretary.post(f"/notes/{line['id']}", {"text": "La Vicesindaca legge *i dati*.", "revision": 1}).status_code == 200
    assert secretary.post(f"/notes/{wrong['id']}/deletion").status_code == 200
    assert [each["text"] for each in secretary.get_json(f"/meetings/{meeting}/notes").json["items"]] == [
        "La Vicesindaca legge *i dati*.",
        "Si aprono i lavori.",
    ]
    for item in (first, second):
        secretary.post(f"/items/{item}/outcome", {"outcome": "noted"})
    secretary.post(f"/meetings/{meeting}/closure")
    assert secretary.post(f"/meetings/{meeting}/notes", {"text": "Tardi"}).status_code == 409
    secretary.post(f"/meetings/{meeting}/minutes")
    source = secretary.get_json(f"/meetings/{meeting}/minutes").json["source"]
    assert "La Vicesindaca legge \\*i dati\\*." in source
    assert source.index("Si aprono i lavori.") < source.index("### 1. Alloggi") < source.index("La Vicesindaca legge")
    assert "Riga sbagliata" not in source
    assert visitor("outsider").get_json(f"/meetings/{meeting}/notes").status_code == 404


def test_only_who_keeps_the_table_reads_the_record_unless_the_table_shows_it(app, visitor, cast):
    meeting, _ = opened(app, cast)
    line = visitor("secretary").post(f"/meetings/{meeting}/notes", {"text": "Riga per la segreteria."}).json["id"]
    delegate, outsider = visitor("delegate"), visitor("outsider")
    assert "Riga per la segreteria" not in delegate.get(f"/meetings/{meeting}/room").text
    assert delegate.get(f"/meetings/{meeting}/notes").status_code == 403
    assert delegate.post(f"/notes/{line}", {"text": "Mia", "revision": 1}).status_code == 404
    with app.app_context():
        writing()
        cast.table().record_shown = True
        commit()
    assert "Riga per la segreteria" in delegate.get(f"/meetings/{meeting}/room").text
    assert "Riga per la segreteria" in delegate.get(f"/meetings/{meeting}/notes").text
    assert delegate.post(f"/notes/{line}", {"text": "Mia", "revision": 1}).status_code == 403
    assert outsider.get(f"/meetings/{meeting}/notes").status_code == 404
    assert outsider.post(f"/notes/{line}/deletion").status_code == 404


def test_two_people_on_one_line_do_not_overwrite_each_other(app, visitor, cast):
    meeting, _ = opened(app, cast)
    secretary, chair = visitor("secretary"), visitor("chair")
    line = secretary.post(f"/meetings/{meeting}/notes", {"text": "Prima versione"}).json["id"]
    assert chair.post(f"/notes/{line}", {"text": "Della presidente", "revision": 1}).status_code == 200
    refused = secretary.submit(f"/notes/{line}", {"text": "Della segretaria", "revision": 1})
    assert refused.status_code == 409
    assert "Della presidente" in refused.text
    assert "Della segretaria" in refused.text
    assert secretary.post(f"/notes/{line}", {"text": "Della segretaria", "revision": 2}).status_code == 200
    chair.post(f"/notes/{line}/deletion")
    assert secretary.post(f"/notes/{line}", {"text": "Ancora", "revision": 3}).status_code == 404
    assert visitor("outsider").post(f"/notes/{line}", {"text": "x", "revision": 3}).status_code == 404


def test_a_form_sent_twice_with_one_key_stands_once(app, visitor, cast):
    meeting, _ = opened(app, cast)
    secretary, outsider = visitor("secretary"), visitor("outsider")
    key = {"Idempotency-Key": secrets.token_hex(16)}
    address = f"/meetings/{meeting}/notes"

    def send(who, text, headers):
        more = {"Accept": "application/json", "X-CSRFToken": who.csrf(), "Accept-Language": "it", **headers}
        return who.http.post(address, data={"text": text}, headers=more)

    assert send(secretary, "Una riga", key).status_code == 201
    again = send(secretary, "Una riga", key)
    assert (again.status_code, again.json) == (200, {"already": True})
    assert send(secretary, "Un'altra riga", key).status_code == 409
    assert send(secretary, "Una riga", {"Idempotency-Key": "corta"}).status_code == 422
    assert send(visitor("chair"), "Della presidente", key).status_code == 201, "a key belongs to its sender"
    assert send(outsider, "Una riga", key).status_code == 404
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Note)) == 2


def test_what_was_refused_may_be_sent_again_with_its_key(app, visitor, cast):
    with app.app_context():
        meeting = cast.convened_meeting().id
    secretary = visitor("secretary")
    more = {"Accept": "application/json", "X-CSRFToken": secretary.csrf(), "Idempotency-Key": secrets.token_hex(16)}
    send = lambda: secretary.http.post(f"/meetings/{meeting}/notes", data={"text": "Presto"}, headers=more)  # noqa: E731
    assert send().status_code == 409
    secretary.post(f"/meetings/{meeting}/opening")
    assert send().status_code == 201
    assert visitor("outsider").post(f"/meetings/{meeting}/notes", {"text": "Presto"}).status_code == 404


def test_a_part_of_the_room_is_fetched_by_itself_with_the_buttons_of_its_reader(app, visitor, cast):
    meeting, [first, _] = opened(app, cast)
    visitor("secretary").post(f"/meetings/{meeting}/course", {"item": first})
    ours = visitor("secretary").get(f"/meetings/{meeting}/room/parts?part=course&part=agenda").text
    theirs = visitor("delegate").get(f"/meetings/{meeting}/room/parts?part=course&part=missing").text
    assert "Passa al punto 2" in ours
    assert 'data-part="places"' not in ours
    assert "Passa al punto 2" not in theirs
    assert "Chiudi" not in theirs
    assert visitor("delegate").get(f"/meetings/{meeting}/room/parts?part=nothing").status_code == 404
    assert visitor("delegate").get(f"/meetings/{meeting}/room/parts").status_code == 404
    assert visitor("outsider").get(f"/meetings/{meeting}/room/parts?part=course").status_code == 404


def test_a_part_that_was_read_already_is_not_sent_again_until_something_happens(app, visitor, cast, counted):
    meeting, [first, _] = opened(app, cast)
    delegate, outsider = visitor("delegate"), visitor("outsider")
    address = f"/meetings/{meeting}/room/parts?part=item&part=polls"
    ask = lambda who, tag: who.http.get(address, headers={"If-None-Match": tag})  # noqa: E731
    soon = (datetime.now(UTC) + timedelta(minutes=1)).replace(second=5)
    with time_machine.travel(soon, tick=False):
        tag = delegate.get(address).headers["ETag"]
        with counted() as statements:
            again = ask(delegate, tag)
        assert (again.status_code, again.data) == (304, b"")
        assert len(statements) <= 5
        assert ask(visitor("chair"), tag).status_code == 200, "another reader is shown other buttons"
        assert ask(outsider, tag).status_code == 404
        visitor("secretary").post(f"/meetings/{meeting}/course", {"item": first})
        assert ask(delegate, tag).status_code == 200
        tag = delegate.get(address).headers["ETag"]
    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        assert ask(delegate, tag).status_code == 200, "rights end by the clock"


def test_a_form_sent_from_the_room_without_scripts_comes_back_to_the_room(app, visitor, cast):
    meeting, [first, _] = opened(app, cast)
    secretary = visitor("secretary")

    def sent_from(page, address, data):
        headers = {
            "Accept": "text/html",
            "X-CSRFToken": secretary.csrf(),
            "Referer": f"http://localhost/meetings/{meeting}{page}",
        }
        return secretary.http.post(address, data=data, headers=headers)

    reply = sent_from("/room", f"/items/{first}/outcome", {"outcome": "noted"})
    assert (reply.status_code, reply.location.split("?")[0].split("#")[0]) == (303, f"/meetings/{meeting}/room")
    reply = sent_from("/projector", f"/meetings/{meeting}/course", {"item": first})
    assert reply.location.split("#")[0] == f"/meetings/{meeting}/projector"
    reply = sent_from("", f"/items/{first}/outcome", {"outcome": "noted"})
    assert not reply.location.startswith(f"/meetings/{meeting}/room")
    again = sent_from("/room", f"/items/{first}/outcome", {"outcome": "none", "note": ""})
    assert (again.status_code, 'data-part="course"' in again.text) == (422, True)
    assert visitor("outsider").submit(f"/meetings/{meeting}/course", {"item": first}).status_code == 404


def test_what_is_projected_shows_neutral_titles_only_even_to_the_secretariat(app, visitor, cast):
    meeting, [first, _] = opened(app, cast)
    secretary = visitor("secretary")
    with app.app_context():
        writing()
        it = db.session.get(Meeting, meeting)
        it.items[0].decide(cast.mandate("secretary"), **cast.parts(html="<p>Testo riservato</p>"))
        until = (datetime.now(UTC) + timedelta(days=90)).date()
        it.items[0].seal("Punto riservato", until, "Trattativa in corso", False, cast.mandate("secretary"))
        commit()
    assert secretary.post(f"/meetings/{meeting}/course", {"item": first}).status_code == 200
    for reader in (secretary, visitor("delegate")):
        page = reader.get(f"/meetings/{meeting}/projector").text
        assert "Punto riservato" in page
        assert "Alloggi per studenti" not in page
        assert "Testo riservato" not in page
    assert "Alloggi per studenti" in secretary.get(f"/meetings/{meeting}/room").text
    assert visitor("outsider").get(f"/meetings/{meeting}/projector").status_code == 404


def test_the_room_costs_the_same_with_two_items_and_lines_as_with_forty_two(app, visitor, cast, counted):
    def cost(items, lines, page):
        meeting, ids = opened(app, cast, items=[f"Punto {number}" for number in range(items)])
        secretary, delegate = visitor("secretary"), visitor("delegate")
        for number in range(items):
            secretary.post(f"/meetings/{meeting}/course", {"item": ids[number]})
        for number in range(lines):
            secretary.post(f"/meetings/{meeting}/notes", {"text": f"Riga {number}", "item": ids[number % items]})
        found = []
        for reader in (secretary, delegate):
            reader.get(f"/meetings/{meeting}/{page}")
            with counted() as statements:
                assert reader.get(f"/meetings/{meeting}/{page}").status_code == 200
            found.append(len(statements))
        return found

    for page in ("room", "projector", "room/parts?part=course&part=agenda&part=item&part=record&part=missing&part=places"):
        assert cost(2, 2, page) == cost(42, 12, page), page
    assert visitor("outsider").get("/meetings/1/room").status_code == 404
