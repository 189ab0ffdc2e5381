"""What anyone reads without signing in: published meetings and decisions, and nothing of a person."""

import pytest


@pytest.fixture
def published(app, cast):
    with app.app_context():
        meeting, decision = cast.published_meeting()
        return f"/public/meetings/{meeting.id}", f"/public/decisions/{decision.id}"


def test_the_public_pages_leave_nothing_in_the_browser(visitor, published):
    for address in ("/public", *published):
        page = visitor().get(address)
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers and "csrf" not in page.text
        assert page.headers["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in page.headers.get("Vary", "")


def test_a_signed_in_reader_gets_the_same_page(visitor, published):
    for address in published:
        assert visitor("secretary").get(address).data == visitor().get(address).data


def test_a_published_meeting_shows_its_words_and_its_seal(visitor, published):
    meeting, decision = published
    page = visitor().get(meeting).text
    for told in ("Si è deciso.", "Si fa un elenco comune degli alloggi.", decision, "Politecnico di Prova", "2026/1"[4:]):
        assert told in page
    shown = visitor().get_json(meeting).json
    assert shown["register"]["number"] == 1 and shown["register"]["digest"][:32] in page


def test_no_person_is_named(visitor, published):
    for address in ("/public", *published):
        for reader in (visitor().get(address).text, visitor().get_json(address).text):
            assert "Delegata" not in reader and "Segreteria" not in reader


def test_a_decision_stands_on_its_line(visitor, published):
    meeting, decision = published
    page = visitor().get(f"{decision}?lang=en").text
    assert '<html lang="en"' in page
    assert "Case per gli studenti" in page and meeting in page
    assert visitor().get_json(decision).json["objective"]["code"] == "P1.A.1"


def test_the_portal_lists_the_latest_first_with_their_decisions(app, cast, visitor):
    with app.app_context():
        ids = [cast.published_meeting()[0].id for _ in range(2)]
        cast.closed_meeting()
    listed = visitor().get_json("/public").json
    assert [each["id"] for each in listed["items"]] == ids[::-1]
    assert [len(each["decisions"]) for each in listed["items"]] == [1, 1]


def test_the_language_of_a_signed_in_reader_does_not_change_a_public_page(visitor, published):
    reader = visitor("delegate")
    reader.http.set_cookie("tavolo_lang", "en")
    assert '<html lang="it"' in reader.get(published[0]).text


@pytest.mark.parametrize("state", ["open_meeting", "closed_meeting"])
def test_what_is_not_published_does_not_exist(app, cast, visitor, state):
    with app.app_context():
        made = getattr(cast, state)()
        meeting, decision = made if isinstance(made, tuple) else (made, None)
        addresses = [f"/public/meetings/{meeting.id}", f"/public/decisions/{decision.id if decision else 1}"]
    for address in addresses:
        assert visitor().get(address).status_code == 404
        assert visitor("secretary").get(address).status_code == 404


def test_a_portal_costs_the_same_however_much_was_published(app, cast, visitor, counted):
    reader = visitor()
    with app.app_context():
        cast.published_meeting()
    reader.get("/public")
    with counted() as few:
        reader.get("/public")
    with app.app_context():
        for _ in range(5):
            cast.published_meeting()
    with counted() as many:
        reader.get("/public")
    assert len(many) == len(few)
