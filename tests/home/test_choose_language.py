"""The reader chooses the language; the browser's wish is the default."""

from app.database import db


def test_the_browsers_wish_is_the_default(visitor):
    browser = visitor("delegate")
    assert 'lang="it"' in browser.get("/").text
    assert 'lang="en"' in browser.http.get("/", headers={"Accept-Language": "en-GB,en;q=0.8"}).text
    assert 'lang="it"' in browser.http.get("/", headers={"Accept-Language": "fr"}).text


def test_a_choice_is_kept_in_the_browser_and_with_the_person(app, visitor, cast):
    browser = visitor("delegate")
    reply = browser.submit("/language", {"lang": "en", "next": "/me"})
    assert (reply.status_code, reply.location) == (303, "/me")
    assert 'lang="en"' in browser.get("/").text
    with app.app_context():
        db.session.expire_all()
        assert cast.person("delegate").language == "en"


def test_who_has_not_signed_in_chooses_too(visitor):
    browser = visitor()
    assert browser.submit("/language", {"lang": "en", "next": "/sign-in"}).status_code == 303
    assert "Password" in browser.get("/sign-in").text


def test_a_language_that_the_house_does_not_speak_is_refused(visitor):
    assert visitor("delegate").post("/language", {"lang": "xx"}).status_code == 400


def test_the_choice_never_leads_out_of_the_house(visitor):
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example", "/nessuna", "javascript:alert(1)"):
        assert visitor("delegate").submit("/language", {"lang": "it", "next": elsewhere}).location == "/"
