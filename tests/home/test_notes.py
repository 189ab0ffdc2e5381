"""After an act the next page says in a sentence what was done, once."""

SAID = "Convocata: da adesso"


def test_the_next_page_says_what_was_done_and_only_that_page(app, visitor, cast):
    with app.app_context():
        meeting = cast.planned_meeting().id
    secretary = visitor("secretary")
    assert secretary.submit(f"/meetings/{meeting}/convocation").status_code == 303
    assert SAID in secretary.get(f"/meetings/{meeting}").text
    assert SAID not in secretary.get(f"/meetings/{meeting}").text


def test_a_program_gets_no_note(app, visitor, cast):
    with app.app_context():
        meeting = cast.planned_meeting().id
    secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{meeting}/convocation").status_code == 200
    assert SAID not in secretary.get(f"/meetings/{meeting}").text


def test_a_note_that_somebody_made_up_is_not_shown(visitor):
    browser = visitor("outsider")
    browser.http.set_cookie("tavolo_notes", '[["good","Hai vinto"]]')
    assert "Hai vinto" not in browser.get("/").text
