"""Signing in by the gateway of the body (SPID, CIE): who comes back from it, and everything that must not pass.

The gateway of the first half is a real one (npm `oidc-provider`); the one of the second half is ours and lies.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from app.access_log import AccessEntry
from app.database import commit, db, utc_now, writing
from app.membership.models import Identity, Invitation, Person, SignIn
from app.membership.models.second_factor import Factor
from config import CLAIMS
from tests.oidc.gateway import LEVEL_2, Gateway, need_gateway

BACK = "http://localhost/sign-in/oidc/back"
KEY, OTHER_KEY = RSAKey.generate_key(2048), RSAKey.generate_key(2048)


@pytest.fixture(scope="module")
def provider():
    need_gateway()
    gateway = Gateway(BACK).start()
    yield gateway
    gateway.discard()


@pytest.fixture
def oidc(app):
    """oidc(issuer, …) makes this house a client of a gateway for the time of a test."""

    def use(issuer, **other):
        known = {"issuer": issuer, "client_id": "tavolo", "client_secret": "a-secret-for-tests-only", "name": "SPID/CIE"}
        app.config["OIDC"] = known | {"claims": dict(CLAIMS), "strong_acr": [LEVEL_2]} | other
        app.extensions.pop("oidc", None)

    before = app.config["OIDC"]
    yield use
    app.config["OIDC"] = before
    app.extensions.pop("oidc", None)


def leave(browser, page=""):
    """The address of the gateway that a browser is sent to."""
    reply = browser.get(f"/sign-in/oidc{page}", accept="text/html")
    assert reply.status_code == 303
    return reply.headers["Location"]


def go(browser, provider, who, acr="", go="in", page=""):
    return browser.get_json(provider.go_through(leave(browser, page), who, acr, go))


# --- A real gateway --------------------------------------------------------------------------------------------------


def test_who_is_known_by_her_verified_address_comes_in(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    me = visitor()
    assert go(me, provider, "delegate@example.org").status_code == 200
    with app.app_context():
        identity = db.session.scalar(select(Identity))
        assert (identity.issuer, identity.subject) == (provider.issuer, "delegate@example.org")
        assert identity.person_id == cast.person("delegate").id
        assert db.session.scalar(select(SignIn.method).order_by(SignIn.id.desc())) == "oidc"


def test_afterwards_she_is_known_by_her_identity_whatever_her_address(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    go(visitor(), provider, "delegate@example.org")
    with app.app_context():
        writing()
        cast.person("delegate").email = "altra@example.org"
        commit()
    assert go(visitor(), provider, "delegate@example.org").status_code == 200


def test_she_comes_to_the_page_she_asked_for_and_to_no_other_house(app, visitor, oidc, provider):
    oidc(provider.issuer)
    for asked, shown in (("/tables", "/tables"), ("https://evil.example.org/", "/"), ("//evil.example.org", "/")):
        me = visitor()
        back = provider.go_through(leave(me, f"?next={asked}"), "delegate@example.org")
        assert me.get(back).headers["Location"] == shown


def test_an_address_that_nobody_checked_opens_nothing(app, visitor, oidc, provider):
    oidc(provider.issuer)
    reply = go(visitor(), provider, "delegate@example.org|unverified")
    assert reply.status_code == 403
    with app.app_context():
        assert db.session.scalar(select(Identity.id)) is None


def test_an_unknown_person_gets_a_clear_page_and_no_account(app, visitor, oidc, provider):
    oidc(provider.issuer)
    me = visitor()
    page = me.get(provider.go_through(leave(me), "nessuno@example.com"))
    assert page.status_code == 403 and "nessuno@example.com" in page.text
    with app.app_context():
        assert db.session.scalar(select(Person).where(Person.email == "nessuno@example.com")) is None
        assert db.session.scalar(select(AccessEntry.kind)) == "identity-refused"


def test_who_was_invited_accepts_by_coming(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    with app.app_context():
        writing()
        Invitation.make(cast.body("PM"), "nuova@example.org", "Nuova delegata", language="it", by=cast.person("org_admin"))
        commit()
    me = visitor()
    assert go(me, provider, "nuova@example.org").status_code == 200
    assert me.get_json("/me").json["email"] == "nuova@example.org"
    with app.app_context():
        person = db.session.scalar(select(Person).where(Person.email == "nuova@example.org"))
        assert [each.organisation.code for each in person.affiliations] == ["PM"]
        assert person.password_hash is None


def test_an_invitation_that_was_taken_back_makes_no_account(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    with app.app_context():
        writing()
        person = cast.person("org_admin")
        Invitation.make(cast.body("PM"), "nuova@example.org", "Nuova delegata", language="it", by=person).revoke(by=person)
        commit()
    assert go(visitor(), provider, "nuova@example.org").status_code == 403


def test_who_has_left_does_not_come_in(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    go(visitor(), provider, "delegate@example.org")
    with app.app_context():
        writing()
        cast.person("delegate").until = utc_now()
        commit()
    assert go(visitor(), provider, "delegate@example.org").status_code == 403


def test_a_level_of_two_factors_stands_for_the_second_factor(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    me = visitor()
    assert go(me, provider, "secretary@example.org", LEVEL_2).json == {"person": cast_id(app, cast, "secretary")}
    assert me.get("/tables").status_code == 200
    with app.app_context():
        assert db.session.scalar(select(SignIn.proven_at).order_by(SignIn.id.desc())) is not None


@pytest.mark.parametrize("acr", ["", "https://www.spid.gov.it/SpidL1"])
def test_any_other_level_leaves_it_to_be_given(app, visitor, oidc, provider, acr):
    oidc(provider.issuer)
    me = visitor()
    assert "second_factor" in go(me, provider, "secretary@example.org", acr).json
    assert me.get_json("/tables").status_code == 401


def test_a_second_factor_of_hers_is_asked_after_a_weak_level(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    with app.app_context():
        writing()
        db.session.add(Factor(person=cast.person("outsider"), kind="totp", name="Telefono", added_at=utc_now()))
        commit()
    assert "second_factor" in go(visitor(), provider, "outsider@example.org").json


def test_one_account_has_one_identity_at_a_gateway(app, cast, visitor, oidc, provider):
    oidc(provider.issuer)
    with app.app_context():
        writing()
        db.session.add(Identity(person=cast.person("delegate"), issuer=provider.issuer, subject="altra", since=utc_now()))
        commit()
    assert go(visitor(), provider, "delegate@example.org").status_code == 403


def test_who_says_no_over_there_is_told_so_here(visitor, oidc, provider):
    oidc(provider.issuer)
    me = visitor()
    page = me.get(provider.go_through(leave(me), "delegate@example.org", go="no"))
    assert page.status_code == 403 and "<form" in page.text


def test_an_answer_is_good_in_the_browser_that_asked_and_once(visitor, oidc, provider):
    oidc(provider.issuer)
    me, other = visitor(), visitor()
    back = provider.go_through(leave(me), "delegate@example.org")
    leave(other)
    assert other.get_json(back).status_code == 400, "another browser's state"
    assert visitor().get_json(back).status_code == 400, "no state at all"
    assert me.get_json(back).status_code == 200
    assert me.get_json(back).status_code == 400, "the state is used up"


def test_a_wrong_state_is_refused(visitor, oidc, provider):
    oidc(provider.issuer)
    me = visitor()
    code = parse_qs(urlsplit(provider.go_through(leave(me), "delegate@example.org")).query)["code"][0]
    for state in ("", "altro", "é"):
        assert me.get_json(f"/sign-in/oidc/back?code={code}&state={state}").status_code == 400


def test_what_the_browser_keeps_is_signed_and_grows_old(app, visitor, oidc, provider, monkeypatch):
    oidc(provider.issuer)
    me = visitor()
    reply = me.get("/sign-in/oidc")
    cookie = next(each for each in reply.headers.getlist("Set-Cookie") if each.startswith("tavolo_oidc"))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=600" in cookie
    back = provider.go_through(reply.headers["Location"], "delegate@example.org")
    later = time.time() + 601
    with monkeypatch.context() as patch:
        patch.setattr("itsdangerous.timed.time.time", lambda: later)
        assert me.get_json(back).status_code == 400
    me.http.set_cookie("tavolo_oidc", "aaa.bbb.ccc")
    assert me.get_json(back).status_code == 400


def test_the_request_carries_pkce_state_and_nonce(visitor, oidc, provider):
    oidc(provider.issuer)
    asked = dict(parse_qsl(urlsplit(leave(visitor())).query))
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 43 and len(asked["nonce"]) >= 20
    assert asked["acr_values"] == LEVEL_2 and asked["redirect_uri"] == BACK
    assert "code_verifier" not in asked


def test_the_page_of_signing_in_shows_the_gateway_where_there_is_one(visitor, oidc, provider):
    assert "/sign-in/oidc" not in visitor().get("/sign-in").text
    assert visitor().get_json("/sign-in/oidc").status_code == 404
    assert visitor().get_json("/sign-in/oidc/back?code=x&state=y").status_code == 404
    oidc(provider.issuer)
    assert "SPID/CIE" in visitor().get("/sign-in").text


# --- A gateway that lies ---------------------------------------------------------------------------------------------


class Liar:
    """A gateway in this process: `token` and `told` and `self_told` are what it says, and may be anything."""

    def __init__(self):
        self.claims, self.told, self.raw, self.self_told = {}, {}, {}, {}
        self.key, self.algorithm, self.nonce = KEY, "RS256", None
        liar = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                self.say(liar.answer(self.path))

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.say(liar.answer(self.path))

            def say(self, text):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, path):
        if path in self.raw:
            return self.raw[path]
        said = {"/.well-known/openid-configuration": self.of_itself, "/token": self.token, "/jwks": self.keys, "/me": self.person}
        return json.dumps(said[path]())

    def of_itself(self):
        doors = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/jwks", "userinfo_endpoint": "/me"}
        return {"issuer": self.issuer, **{name: self.issuer + path for name, path in doors.items()}, **self.self_told}

    def keys(self):
        return {"keys": [self.key.as_dict(private=False)]}

    def person(self):
        return {"sub": "s-1", "email": "delegate@example.org", "email_verified": True, **self.told}

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "tavolo",
            "sub": "s-1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
            **self.claims,
        }
        key = OctKey.import_key(self.key.as_pem(private=False)) if self.algorithm.startswith("HS") else self.key
        header = {"alg": self.algorithm, "kid": self.key.thumbprint()}
        signed = jwt.encode(header, claims, key, algorithms=[self.algorithm])
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def liar(oidc):
    gateway = Liar()
    oidc(gateway.issuer)
    yield gateway
    gateway.server.shutdown()
    gateway.server.server_close()


def come_back(visitor, liar):
    me = visitor()
    asked = dict(parse_qsl(urlsplit(leave(me)).query))
    liar.nonce = liar.nonce or asked["nonce"]
    return me.get_json(f"/sign-in/oidc/back?code=c&state={asked['state']}")


def test_the_liar_is_believed_while_it_tells_the_truth(visitor, liar):
    assert come_back(visitor, liar).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "altro"}, {"nonce": None}, {"iss": "https://altra.example.org"}, {"iss": None}, {"aud": "altri"}, {"aud": None},
        {"exp": 1}, {"exp": None}, {"iat": 9999999999}, {"sub": None}, {"sub": "s-2"}, {"sub": 7}, {"azp": "altri"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_for_us_now_is_refused(app, visitor, liar, claims):
    liar.claims = claims
    assert come_back(visitor, liar).status_code == 502
    with app.app_context():
        assert db.session.scalar(select(SignIn.id)) is None


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_token_that_anybody_could_sign_is_refused(visitor, liar, algorithm):
    liar.algorithm = algorithm
    liar.self_told = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
    assert come_back(visitor, liar).status_code == 502


def test_a_token_signed_by_another_key_is_refused(visitor, liar):
    liar.raw["/jwks"] = json.dumps({"keys": [OTHER_KEY.as_dict(private=False) | {"kid": liar.key.thumbprint()}]})
    assert come_back(visitor, liar).status_code == 502


@pytest.mark.parametrize(
    "nonsense", ["", "<html>", "[]", "null", "7", '{"error": "x"}', '{"id_token": 7}', '{"access_token": "a"}']
)
@pytest.mark.parametrize("path", ["/token", "/jwks", "/me"])
def test_nonsense_becomes_a_sentence(visitor, liar, path, nonsense):
    liar.raw[path] = nonsense
    reply = come_back(visitor, liar)
    assert reply.status_code == 502 and reply.content_type == "application/problem+json"


@pytest.mark.parametrize("nonsense", ["", "[]", "{}", '{"issuer": "https://altra.example.org"}'])
def test_a_gateway_that_is_not_itself_is_not_asked(visitor, liar, nonsense):
    liar.raw["/.well-known/openid-configuration"] = nonsense
    page = visitor().get("/sign-in/oidc")
    assert page.status_code == 502 and "<form" in page.text


def test_a_dead_gateway_becomes_a_sentence_and_the_house_goes_on(visitor, oidc):
    oidc("http://127.0.0.1:9")
    assert visitor().get_json("/sign-in/oidc").status_code == 502
    assert visitor("delegate").get("/tables").status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        {"email_verified": "true"},
        {"email_verified": 1},
        {"email_verified": None},
        {"email": None},
        {"email": ["delegate@example.org"]},
        {"email": "delegate@example.org\nBcc: x@y.it"},
    ],
)
def test_only_a_plain_yes_vouches_for_a_plain_address(visitor, liar, told):
    liar.told = told
    assert come_back(visitor, liar).status_code == 403


@pytest.mark.parametrize("subject", ["RSSMRA80A01F205X", "TINIT-RSSMRA80A01F205X", "tinit-rssmra80a01f205x", "x" * 256])
def test_a_fiscal_number_is_never_kept(app, visitor, liar, subject):
    liar.claims = liar.told = {"sub": subject}
    assert come_back(visitor, liar).status_code == 502
    with app.app_context():
        assert db.session.scalar(select(Identity.id)) is None


def test_claims_are_read_by_the_names_of_the_settings(app, visitor, oidc, liar):
    names = {"subject": "uid", "email": "mail", "verified": "mail_ok", "name": "cn", "acr": "level"}
    oidc(liar.issuer, claims=names)
    liar.told = {"uid": "u-1", "mail": "DELEGATE@example.org", "mail_ok": True, "email": None, "cn": 7, "level": LEVEL_2}
    assert come_back(visitor, liar).status_code == 200
    with app.app_context():
        assert db.session.scalar(select(Identity.subject)) == "u-1"


def cast_id(app, cast, role):
    with app.app_context():
        return cast.person(role).id
