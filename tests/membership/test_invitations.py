"""A body invites people by mail: who may, what the link opens and for whom, and that it opens nothing twice."""

import re
from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.membership.models import Affiliation, Invitation, Mandate, Person
from app.membership.models.invitation import LIVES
from app.outbox import Mail
from tests.conftest import Visitor

PASSWORD = "girasole treno lampada neve"
ACCOUNT = {"name": "Nuova delegata", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def body(app, cast):
    with app.app_context():
        return cast.body("PM").id


@pytest.fixture
def invite(visitor, body):
    """invite(email) by the body's administrator: the number of the invitation."""

    def invite(email="nuova@example.org", **more):
        fields = {"email": email, "name": "Nuova", "language": "it", **more}
        reply = visitor("org_admin").post(f"/organisations/{body}/invitations", fields)
        assert reply.status_code == 201, reply.text
        return reply.json["id"]

    return invite


def link_in_mail(app, number=-1):
    """The path of the link in the newest mail."""
    with app.app_context():
        mails = db.session.scalars(db.select(Mail).where(Mail.key.like("invitation/%")).order_by(Mail.id)).all()
        return re.search(r"https?://[^/\s]+(/invitations/\S+)", mails[number].body)[1]


def affiliations_of(app, email):
    with app.app_context():
        query = db.select(Affiliation).join(Affiliation.person).where(Person.email == email)
        return [(each.organisation.code, each.administrator) for each in db.session.scalars(query)]


def test_the_mail_is_bound_to_body_and_address_and_holds_the_only_copy_of_the_link(app, invite):
    invitation = invite("  NUOVA@Example.org ")
    token = link_in_mail(app).split("/")[-1]
    with app.app_context():
        mail = db.session.scalar(db.select(Mail))
        row = db.session.get(Invitation, invitation)
        assert (mail.to, row.email, row.organisation.code) == ("nuova@example.org", "nuova@example.org", "PM")
        assert token not in row.token_hash and len(token) >= 43
        assert "Politecnico di Prova" in mail.subject and token not in mail.subject


def test_without_an_account_she_chooses_name_and_password_and_belongs_to_the_body(app, invite, visitor):
    invite()
    link, browser = link_in_mail(app), visitor()
    assert browser.get_json(link).json["asks"] == "password"
    reply = browser.post(link, ACCOUNT)
    assert reply.status_code == 200
    assert affiliations_of(app, "nuova@example.org") == [("PM", False)]
    with app.app_context():
        person = db.session.scalar(db.select(Person).where(Person.email == "nuova@example.org"))
        assert person.name == "Nuova delegata"
        assert not db.session.scalars(db.select(Mandate).where(Mandate.person_id == person.id)).all()
    other = visitor()
    assert other.post("/sign-in", {"email": "nuova@example.org", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": ""}, "name"), ({"password": "corta", "again": "corta"}, "password"), ({"again": "altro testo lungo"}, "again")],
)
def test_a_poor_account_is_refused_with_a_sentence_and_nothing_is_made(app, invite, visitor, fields, field):
    invite()
    reply = visitor().submit(link_in_mail(app), ACCOUNT | fields)
    assert reply.status_code == 422 and f'id="{field}-error"' in reply.text
    assert PASSWORD not in reply.text
    assert affiliations_of(app, "nuova@example.org") == []


def test_an_existing_account_signs_in_and_confirms(app, invite, visitor):
    invite("outsider@example.org")
    link = link_in_mail(app)
    nobody = visitor()
    assert nobody.get_json(link).json["asks"] == "sign_in"
    assert nobody.post(link, ACCOUNT).status_code == 401
    assert affiliations_of(app, "outsider@example.org") == [("EX", False)]
    browser = visitor("outsider")
    assert browser.get_json(link).json["asks"] == "press"
    assert browser.post(link).status_code == 200
    assert affiliations_of(app, "outsider@example.org") == [("EX", False), ("PM", False)]


def test_the_session_of_another_account_cannot_accept(app, invite, visitor):
    invite()
    browser = visitor("outsider")
    assert browser.get_json(link_in_mail(app)).json["asks"] == "sign_out"
    assert browser.post(link_in_mail(app), ACCOUNT).status_code == 403
    assert affiliations_of(app, "nuova@example.org") == []
    assert visitor().post(link_in_mail(app), ACCOUNT).status_code == 200


def test_links_that_are_over_answer_like_one_that_never_was(app, invite, visitor, body, cast):
    def used():
        visitor().post(link, ACCOUNT | {"name": "A"})

    def revoked():
        assert visitor("org_admin").post(f"/invitations/{id}/revoke").status_code == 200

    def resent():
        assert visitor("org_admin").post(f"/invitations/{id}/resend").status_code == 200

    def inviter_gone():
        with app.app_context():
            writing()
            for each in db.session.scalars(db.select(Affiliation).where(Affiliation.administrator)):
                each.until = utc_now()
            commit()

    answers = []
    for number, end in enumerate((used, revoked, resent, inviter_gone)):
        id = invite(f"n{number}@example.org")
        link = link_in_mail(app)
        assert visitor().get(link).status_code == 200
        end()
        answers.append(link)
    answers += ["/invitations/" + "x" * 43, "/invitations/x"]
    pages = [visitor().get_json(link) for link in answers] + [visitor().post(link, ACCOUNT) for link in answers]
    assert {(page.status_code, page.text) for page in pages} == {(404, pages[0].text)}


def test_a_link_lasts_fourteen_days(app, invite, visitor):
    invite()
    link = link_in_mail(app)
    with time_machine.travel(utc_now() + LIVES - timedelta(minutes=1), tick=True):
        assert visitor().get(link).status_code == 200
    with time_machine.travel(utc_now() + LIVES + timedelta(seconds=1), tick=True):
        assert visitor().get(link).status_code == 404
        assert visitor().post(link, ACCOUNT).status_code == 404


def test_sending_again_makes_a_new_link_and_takes_the_unsent_mail_back(app, invite, visitor):
    id = invite()
    first = link_in_mail(app)
    assert visitor("org_admin").post(f"/invitations/{id}/resend").status_code == 200
    with app.app_context():
        old, new = db.session.scalars(db.select(Mail).order_by(Mail.id))
        assert (old.state, old.body) == ("dropped", "") and new.state == "waiting"
    assert link_in_mail(app) != first and visitor().post(link_in_mail(app), ACCOUNT).status_code == 200
    assert visitor("org_admin").post(f"/invitations/{id}/resend").status_code == 409


def test_an_administrator_may_be_invited(app, invite, visitor, body):
    invite(administrator="y")
    browser = visitor()
    browser.post(link_in_mail(app), ACCOUNT)
    assert affiliations_of(app, "nuova@example.org") == [("PM", True)]


def test_who_comes_in_as_an_administrator_is_asked_a_second_factor_at_once(app, invite, visitor):
    invite(administrator="y")
    browser = visitor()
    assert browser.post(link_in_mail(app), ACCOUNT).json["second_factor"] == "/sign-in/second-factor"
    assert browser.get_json("/tables").status_code == 401


def test_the_welcome_speaks_the_language_of_the_invitation(app, invite, visitor):
    invite()
    browser = visitor()
    browser.http.set_cookie("tavolo_lang", "en")
    browser.submit(link_in_mail(app), ACCOUNT)
    assert "Ora fai parte di" in browser.get("/").text


def seat_of(app, cast, code="PM"):
    with app.app_context():
        return next(seat.id for seat in cast.table().place.seats if seat.organisation.code == code)


def mandates_of(app, email):
    with app.app_context():
        query = db.select(Mandate).join(Mandate.person).where(Person.email == email)
        return [(each.role, each.confirmed_at is not None) for each in db.session.scalars(query)]


def test_who_is_nominated_waits_for_the_secretariat_where_the_table_asks_for_it(app, invite, visitor, cast):
    with app.app_context():
        writing()
        cast.table().confirms = True
        commit()
    invite(seat=seat_of(app, cast), role="technician")
    visitor().post(link_in_mail(app), ACCOUNT)
    assert mandates_of(app, "nuova@example.org") == [("technician", False)]


def test_a_nomination_the_seat_no_longer_allows_is_left_out_and_said(app, invite, visitor, cast):
    invite(seat=seat_of(app, cast), role="delegate")  # the seat has a delegate
    browser = visitor()
    assert browser.post(link_in_mail(app), ACCOUNT).status_code == 200
    assert mandates_of(app, "nuova@example.org") == []
    assert affiliations_of(app, "nuova@example.org") == [("PM", False)]


@pytest.mark.parametrize("fields", [{"role": "chair"}, {"role": "technician", "seat": "99999"}, {"role": ""}])
def test_what_the_rule_of_the_table_does_not_allow_is_refused(app, visitor, body, cast, fields):
    fields = {"email": "n@example.org", "name": "N", "language": "it", "seat": seat_of(app, cast)} | fields
    reply = visitor("org_admin").post(f"/organisations/{body}/invitations", fields)
    assert reply.status_code in (403, 422)
    with app.app_context():
        assert not db.session.scalars(db.select(Invitation)).all()


@pytest.mark.parametrize(
    "email", ["", "non un indirizzo", "a@b", "a@example.org, b@example.org", "a@b.it\nBcc: b@c.it", "é@x.it"]
)
def test_a_wrong_address_is_refused_beside_its_field(app, visitor, body, email):
    fields = {"email": email, "name": "Nome scritto", "language": "it"}
    reply = visitor("org_admin").submit(f"/organisations/{body}/invitations", fields)
    assert reply.status_code == 422 and 'id="email-error"' in reply.text and "Nome scritto" in reply.text


def test_one_address_is_not_invited_twice_at_once_nor_when_it_belongs_already(app, invite, visitor, body):
    invite()
    for email in ("nuova@example.org", "delegate@example.org"):
        fields = {"email": email, "name": "N", "language": "it"}
        assert visitor("org_admin").post(f"/organisations/{body}/invitations", fields).status_code == 422


def test_twenty_invitations_an_hour(limited, databases, cast, body):
    browser = Visitor(limited, "org_admin")
    answers = []
    for number in range(21):
        fields = {"email": f"n{number}@example.org", "name": "N", "language": "it"}
        answers.append(browser.post(f"/organisations/{body}/invitations", fields).status_code)
    assert answers == [201] * 20 + [429]


def test_who_leaves_the_body_speaks_for_it_nowhere(app, visitor, cast, body):
    with app.app_context():
        person = cast.person("technician").id
        id = db.session.scalar(db.select(Affiliation.id).where(Affiliation.person_id == person))
    assert visitor("outsider").post(f"/affiliations/{id}/end").status_code == 404
    assert visitor("org_admin").post(f"/affiliations/{id}/end").status_code == 200
    with app.app_context():
        mandates = db.session.scalars(db.select(Mandate).where(Mandate.person_id == person))
        assert [each.state(utc_now()) for each in mandates] == ["ended"]
    people = visitor("org_admin").get_json(f"/organisations/{body}/people").json["people"]
    assert person not in [each["person"]["id"] for each in people]


def test_who_keeps_a_table_is_not_dismissed_by_her_body(app, visitor, cast):
    with app.app_context():
        id = db.session.scalar(db.select(Affiliation.id).where(Affiliation.person_id == cast.person("chair").id))
    assert visitor("admin").post(f"/affiliations/{id}/end").status_code == 409


def test_the_page_of_the_people_costs_the_same_for_two_and_for_forty(app, visitor, body, counted, cast):
    browser = visitor("org_admin")

    def cost():
        with counted() as statements:
            assert browser.get(f"/organisations/{body}/people").status_code == 200
        return len(statements)

    before = cost()
    with app.app_context():
        writing()
        for number in range(40):
            person = Person(name=f"Persona {number}", email=f"p{number}@example.org")
            db.session.add(Affiliation(person=person, organisation=cast.body("PM"), since=utc_now()))
            Invitation.make(cast.body("PM"), f"i{number}@example.org", "N", language="it", by=cast.person("org_admin"))
        commit()
    assert cost() == before


def test_the_page_is_closed_to_others(visitor, body):
    assert visitor("outsider").get(f"/organisations/{body}/people").status_code == 403
