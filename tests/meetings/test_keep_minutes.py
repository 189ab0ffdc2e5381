"""Minutes: drafted, edited by two at once, approved, published."""

from html import unescape

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.meetings.drafting import typed
from app.rendering import render


@pytest.fixture
def drafted(app, cast, visitor):
    """(secretary, address of the meeting, address of its minutes), with a first version."""
    with app.app_context():
        meeting, _ = cast.closed_meeting()
    secretary = visitor("secretary")
    id = secretary.post(f"/meetings/{meeting.id}/minutes").json["id"]
    return secretary, f"/meetings/{meeting.id}", f"/minutes/{id}"


def test_the_draft_tells_attendance_outcomes_and_the_five_parts(drafted):
    secretary, meeting, _ = drafted
    source = secretary.get_json(f"{meeting}/minutes").json["source"]
    for told in (
        "Alloggi per studenti",
        "Si fa un elenco comune degli alloggi.",
        "Politecnico di Prova",
        "Case per gli studenti",
    ):
        assert told in source
    assert secretary.post(f"{meeting}/minutes").status_code == 409


def test_minutes_are_drafted_only_when_the_meeting_is_over(visitor, app, cast):
    with app.app_context():
        id = cast.open_meeting().id
    assert visitor("secretary").submit(f"/meetings/{id}/minutes").status_code == 409
    assert visitor("outsider").submit(f"/meetings/{id}/minutes").status_code == 404
    assert visitor("secretary").get(f"/meetings/{id}/minutes").status_code == 200


def test_who_saved_second_sees_both_texts_and_loses_nothing(drafted, visitor):
    secretary, meeting, minutes = drafted
    chair = visitor("chair")
    assert chair.post(f"{minutes}/versions", {"source": "La mia stesura", "version": 1}).status_code == 201
    page = secretary.submit(f"{minutes}/versions", {"source": "Un'altra stesura", "version": 1})
    assert page.status_code == 409
    assert "La mia stesura" in page.text and "Un&#39;altra stesura</textarea>" in page.text
    assert 'name="version" type="hidden" value="2"' in page.text
    again = secretary.submit(f"{minutes}/versions", {"source": "Insieme", "version": 2})
    assert again.status_code == 303
    versions = secretary.get_json(f"{meeting}/minutes").json
    assert versions["version"] == 3 and versions["html"] == "<p>Insieme</p>"
    assert "La mia stesura" in visitor("delegate").get(f"{meeting}/minutes?version=2").text
    assert secretary.get(f"{meeting}/minutes?version=9").status_code == 404


def test_words_saved_as_they_stand_make_no_version(drafted):
    secretary, meeting, minutes = drafted
    source = secretary.get_json(f"{meeting}/minutes").json["source"]
    assert secretary.post(f"{minutes}/versions", {"source": source, "version": 1}).json["version"] == 1
    assert len(secretary.get_json(f"{meeting}/minutes").json["versions"]) == 1


def test_approved_minutes_cannot_be_changed(drafted, visitor):
    secretary, meeting, minutes = drafted
    assert secretary.post(f"{minutes}/publication").status_code == 409
    secretary.post(f"{minutes}/versions", {"source": "Seconda", "version": 1})
    assert secretary.submit(f"{minutes}/approval", {"version": 1}).status_code == 409
    assert secretary.post(f"{minutes}/approval", {"version": 2}).status_code == 200
    refused = secretary.submit(f"{minutes}/versions", {"source": "Terza", "version": 2})
    assert refused.status_code == 409
    assert secretary.get_json(f"{meeting}/minutes").json["source"] == "Seconda"
    assert visitor("delegate").post(f"{minutes}/publication").status_code == 403
    assert visitor("outsider").post(f"{minutes}/publication").status_code == 404


def test_minutes_have_a_length(drafted):
    secretary, _, minutes = drafted
    page = secretary.submit(f"{minutes}/versions", {"source": "a" * 500_001, "version": 1})
    assert page.status_code == 422 and "500.000" in page.text


LINES = st.text(st.sampled_from("ab 1.#>-+*_`~=|[]()!\\<&:;\"'\n\t"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_what_was_typed_reads_as_typed(text):
    shown = unescape(nh3.clean(render(f"Prima\n\n{typed(text)}\n\nDopo").html, tags=set()))
    assert shown.split() == ["Prima", *text.split(), "Dopo"]
