"""Personal access tokens: a program speaks for a person, within her rights and its own scope, until it is revoked."""

import pytest
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.membership.models import AccessToken, Mandate, SignIn
from app.membership.models.access_token import MOST
from tests.cast import PASSWORD


@pytest.fixture
def token(visitor):
    """token("delegate", "write") is (secret, number of the token) as that role made it."""

    def made(role, scope="write", name="un programma"):
        reply = visitor(role).post("/me/tokens", {"name": name, "scope": scope, "days": "30"})
        assert reply.status_code == 201
        return reply.json["token"], reply.json["id"]

    return made


@pytest.fixture
def program(app):
    """program(secret) is a client without cookies that bears a token."""

    class Program:
        def __init__(self, secret):
            self.http = app.test_client(use_cookies=False)
            self.headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json", "Accept-Language": "it"}

        def get(self, path):
            return self.http.get(path, headers=self.headers)

        def post(self, path, data=None):
            return self.http.post(path, data=data or {}, headers=self.headers)

    return Program


def thread_of(app, cast):
    with app.app_context():
        space, thread = cast.workspace()
        return f"/workspaces/{space.id}", f"/workspaces/{space.id}/threads/{thread.id}/messages"


def test_a_program_reads_what_its_person_may_and_an_outsider_may_not(app, cast, token, program):
    workspace, _ = thread_of(app, cast)
    assert program(token("delegate", "read")[0]).get(workspace).status_code == 200
    assert program(token("outsider", "read")[0]).get(workspace).status_code == 404


def test_a_program_that_may_write_needs_no_anti_forgery_token(app, cast, token, program):
    _, messages = thread_of(app, cast)
    reply = program(token("delegate")[0]).post(messages, {"body": "Dal programma", "nonce": "0" * 32})
    assert reply.status_code == 201


def test_a_program_that_only_reads_writes_nothing(app, cast, token, program):
    _, messages = thread_of(app, cast)
    reply = program(token("delegate", "read")[0]).post(messages, {"body": "Dal programma", "nonce": "0" * 32})
    assert reply.status_code == 403
    assert reply.content_type == "application/problem+json"


def test_the_token_is_shown_once_and_stored_as_a_hash(app, visitor):
    me = visitor("delegate")
    page = me.submit("/me/tokens", {"name": "un programma", "scope": "read", "days": "30"})
    secret = page.text.split('id="secret" value="')[1].split('"')[0]
    assert page.status_code == 201 and len(secret) >= 43
    assert secret not in me.get("/me/tokens").text
    with app.app_context():
        assert secret not in str(db.session.execute(select(SignIn.token_hash, SignIn.device)).all())


@pytest.mark.parametrize("secret", ["", "tavolo_sbagliato", "x" * 5000])
def test_what_is_no_token_opens_nothing(program, secret):
    reply = program(secret).get("/tables")
    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_no_cookie_and_a_cookie_no_token(app, visitor, token, program):
    secret, _ = token("delegate")
    browser = app.test_client()
    browser.set_cookie(app.config["SESSION_COOKIE_NAME"], secret)
    assert browser.get("/tables", headers={"Accept": "application/json"}).status_code == 401
    assert program(visitor("delegate").token).get("/tables").status_code == 401


def test_a_token_beside_a_cookie_speaks_alone(app, visitor, token):
    """Whoever sends a header is asked by the header: a cookie does not lend a reading token the right to write."""
    secret, _ = token("outsider", "read")
    other = visitor("delegate")
    reply = other.http.get("/me", headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"})
    assert reply.json["email"] == "outsider@example.org"


def test_a_revoked_token_opens_nothing(visitor, token, program):
    secret, number = token("delegate")
    assert visitor("outsider").post(f"/me/tokens/{number}/end").status_code == 404
    assert visitor("admin").post(f"/me/tokens/{number}/end").status_code == 404
    assert program(secret).get("/tables").status_code == 200
    assert visitor("delegate").post(f"/me/tokens/{number}/end").status_code == 200
    assert program(secret).get("/tables").status_code == 401


def test_a_token_ends_with_the_rights_of_its_person(app, cast, token, program):
    workspace, _ = thread_of(app, cast)
    secret, _ = token("delegate")
    with app.app_context():
        writing()
        for mandate in db.session.scalars(select(Mandate).where(Mandate.person_id == cast.person("delegate").id)):
            mandate.end()
        commit()
    assert program(secret).get(workspace).status_code == 404


def test_a_token_ends_with_the_account(app, cast, token, program):
    secret, _ = token("delegate")
    with app.app_context():
        writing()
        cast.person("delegate").until = utc_now()
        commit()
    assert program(secret).get("/tables").status_code == 401


def test_all_tokens_end_when_all_sign_ins_do(visitor, token, program):
    """As when the password is set anew."""
    secret, _ = token("delegate")
    assert visitor("delegate").post("/sign-ins/end-all").status_code == 200
    assert program(secret).get("/tables").status_code == 401


@pytest.mark.parametrize(
    "address",
    ["/me/tokens", "/me/data/export", "/me/erasure", "/me/password", "/sign-ins/end-all"],
)
def test_no_token_touches_the_account_of_its_person(token, program, address):
    assert program(token("admin")[0]).post(address, {"name": "altro", "scope": "write", "days": "30"}).status_code == 403


def test_no_token_does_what_needs_a_second_factor(token, program):
    assert program(token("auditor")[0]).post("/access-log/export").status_code == 403


def test_making_a_token_asks_again_who_it_is(app, visitor):
    me = visitor("outsider")
    with app.app_context():
        writing()
        db.session.get(SignIn, me.sign_in_id).proven_at = None
        commit()
    form = {"name": "un programma", "scope": "read", "days": "30"}
    assert me.post("/me/tokens", form).status_code == 422
    assert me.post("/me/tokens", form | {"password": "sbagliata del tutto"}).status_code == 422
    assert me.post("/me/tokens", form | {"password": PASSWORD}).status_code == 201


@pytest.mark.parametrize(
    "field, value", [("name", ""), ("name", "x" * 81), ("scope", "all"), ("days", "9999"), ("days", "domani")]
)
def test_a_token_asked_for_wrongly_is_refused_in_words(visitor, field, value):
    reply = visitor("delegate").post("/me/tokens", {"name": "un programma", "scope": "read", "days": "30", field: value})
    assert reply.status_code == 422
    assert field in reply.json["errors"]


def test_there_are_so_many_tokens_and_no_more(app, cast, visitor, token):
    token("delegate")
    with app.app_context():
        writing()
        for number in range(1, MOST):
            AccessToken.make(cast.person("delegate"), f"programma {number}", "read", 30, [])
        commit()
    reply = visitor("delegate").post("/me/tokens", {"name": "uno di troppo", "scope": "read", "days": "30"})
    assert reply.status_code == 409


def test_of_its_use_only_the_day_is_kept(app, token, program, counted):
    secret, number = token("delegate")
    program(secret).get("/tables")
    with app.app_context():
        assert db.session.get(AccessToken, number).last_used_on is not None
    with counted() as statements:
        program(secret).get("/tables")
    assert not [each for each in statements if each.startswith("UPDATE")]


def test_a_token_dies_at_its_day(app, token, program):
    secret, number = token("delegate")
    with app.app_context():
        writing()
        db.session.get(AccessToken, number).sign_in.until = utc_now()
        commit()
    assert program(secret).get("/tables").status_code == 401


# --- The live line ---------------------------------------------------------------------------------------------------


def connected(app, auth):
    return app.extensions["live"].socketio.test_client(app, flask_test_client=app.test_client(use_cookies=False), auth=auth)


def test_a_program_hears_what_its_person_may(app, cast, token):
    with app.app_context():
        space, thread = cast.workspace()
    socket = connected(app, {"token": token("delegate", "read")[0]})
    strange = connected(app, {"token": token("outsider", "read")[0]})
    pump = app.extensions["live"].pump
    with app.app_context():
        pump.turn()
        writing()
        cast.post(db.session.merge(space), db.session.merge(thread), "delegate", "Ci siete?")
        pump.turn()
    stream = f"workspace/{space.id}"
    assert stream in heard(socket)
    assert stream not in heard(strange)


def heard(socket):
    return {each["args"][0]["stream"] for each in socket.get_received() if each["name"] == "happening"}


@pytest.mark.parametrize(
    "auth", [None, {}, {"token": ""}, {"token": "tavolo_sbagliato"}, {"token": 5}, {"token": ["x"]}, "token"]
)
def test_no_socket_without_a_token_that_opens(app, auth):
    assert not connected(app, auth).is_connected()


def test_a_revoked_token_is_cut_at_once(app, cast, visitor, token):
    with app.app_context():
        cast.workspace()
    secret, number = token("delegate", "read")
    socket = connected(app, {"token": secret})
    pump = app.extensions["live"].pump
    with app.app_context():
        pump.turn()
    visitor("delegate").post(f"/me/tokens/{number}/end")
    with app.app_context():
        pump.turn()
    assert not socket.is_connected()
