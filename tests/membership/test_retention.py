"""What is only means to an end goes when it has reached its age; the record of the tables has no age."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.access_log import AccessEntry
from app.cli.retention import retention
from app.database import commit, db, utc_now, writing
from app.happenings import Happening
from app.membership.models import AccessToken, Identity, Invitation, Mandate, Person, SignIn
from app.membership.models.reset import PasswordReset
from app.membership.models.second_factor import Factor, FactorTry
from app.membership.rounds.retention import KEPT, sweep
from app.once import Receipt
from app.outbox import Mail
from app.rounds import registry

AGES = {each.name: each.age for each in KEPT}


def aged(cast, name, age):
    """A row of a kind that reached its end so long ago."""
    person, then = cast.person("delegate"), utc_now() - age
    sign_in = SignIn(person=person, token_hash=f"{name}{age}"[:64], since=then, until=then, completed_at=then)
    cm = cast.body("CM")
    left = Person(name="Chi è uscita", email=f"uscita-{age.days}@example.org", until=then)
    return {
        "tokens": lambda: AccessToken(sign_in=sign_in, name="x", scope="read"),
        "sign-ins": lambda: sign_in,
        "factors": lambda: Factor(person=person, kind="totp", name="x", added_at=then, ended_at=then),
        "factor-tries": lambda: FactorTry(person_id=person.id, at=then),
        "identities": lambda: Identity(person=left, issuer="https://id.example.org", subject=str(age), since=then),
        "mails": lambda: Mail(
            key=str(age), to="a@b.it", language="it", subject="S", body="", made_at=then, due_at=then, sent_at=then
        ),
        "invitations": lambda: Invitation(
            organisation=cm,
            email="a@b.it",
            name="x",
            language="it",
            token_hash=str(age),
            made_by=person,
            made_at=then,
            expires_at=then,
        ),
        "password-resets": lambda: PasswordReset(email="a@b.it", asked_at=then),
        "receipts": lambda: Receipt(person_id=person.id, key=str(age)[:32], fingerprint=str(age), at=then),
        "access-log": lambda: AccessEntry(at=then, kind="sign-in-begun", subject="", facts={}, address=""),
    }[name]()


def add(cast, name, age):
    writing()
    row = aged(cast, name, age)
    db.session.add(row)
    commit()
    return type(row), row.id


@pytest.mark.parametrize("name", AGES)
def test_a_row_goes_at_its_age_and_not_a_day_before(context, cast, name):
    noun, old = add(cast, name, AGES[name] + timedelta(hours=1))
    _, young = add(cast, name, AGES[name] - timedelta(hours=1))
    sweep(utc_now())
    left = set(db.session.scalars(select(noun.id)))
    assert old not in left and young in left


def test_what_is_in_force_stays_however_old(context, cast):
    writing()
    old = utc_now() - timedelta(days=900)
    person = cast.person("delegate")
    sign_in = SignIn(
        person=person, token_hash="t", since=old, until=utc_now() + timedelta(days=1), completed_at=old, method="token"
    )
    waiting = Mail(key="w", to="a@b.it", language="it", subject="S", body="x", made_at=old, due_at=old)
    factor = Factor(person=person, kind="totp", name="x", added_at=old)
    db.session.add_all([sign_in, waiting, factor])
    commit()
    sweep(utc_now())
    assert all(db.session.get(type(each), each.id) for each in (sign_in, waiting, factor))


def test_the_record_of_the_tables_has_no_age(context, cast):
    cast.workspace()
    cast.published_meeting()
    before = [db.session.scalar(select(func.count()).select_from(noun)) for noun in (Mandate, Happening)]
    sweep(utc_now() + timedelta(days=20_000))
    assert [db.session.scalar(select(func.count()).select_from(noun)) for noun in (Mandate, Happening)] == before


def test_a_dry_run_counts_and_changes_nothing(app, cast):
    with app.app_context():
        noun, id = add(cast, "mails", timedelta(days=100))
    said = app.test_cli_runner().invoke(retention, ["--dry-run"])
    assert said.exit_code == 0 and "mails: 1 would go" in said.output and "sign-ins: 0 would go" in said.output
    with app.app_context():
        assert db.session.get(noun, id)
    assert "mails: 1 gone" in app.test_cli_runner().invoke(retention).output
    with app.app_context():
        assert db.session.get(noun, id) is None


def test_what_went_stands_in_the_access_log(context, cast):
    add(cast, "mails", timedelta(days=100))
    sweep(utc_now())
    entry = db.session.scalar(select(AccessEntry).where(AccessEntry.kind == "retention-done"))
    assert (entry.subject, entry.facts) == ("mails", {"rows": 1})
    sweep(utc_now())
    assert db.session.scalar(select(func.count()).select_from(AccessEntry)) == 1


def test_the_worker_makes_it_a_round(app):
    assert "retention" in registry
