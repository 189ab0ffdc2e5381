"""demo.json and the sign-in page say who can sign in; passwords are made once, and again where they are lost."""

import json

import click
import pytest
from sqlalchemy import select

from app import create_app
from app.cli.found import found_installation
from app.database import commit, db, writing
from app.demo import introduce
from app.demo.card import card_path, people_on_the_card
from app.demo.people import CAST
from app.membership.models import Person
from app.membership.models.password import is_password

NAMED = {"admin", "secretary", "chair", "delegate", "other_delegate", "substitute", "technician", "outsider"}
PLACES = {"table", "meeting", "decision", "workspace", "thread", "objective", "organisation"}


def card(app):
    return json.loads(card_path(app.config).read_text(encoding="utf-8"))


def fits(role, entry):
    person = db.session.scalar(select(Person).where(Person.email == entry["email"]))
    return person.email == f"{role}@example.org" and is_password(person.password_hash, entry["password"])


def test_the_card_names_the_cast_and_the_places(milan):
    shown = card(milan)
    assert shown["base_url"] == "http://127.0.0.1:8000"
    assert shown["people"].keys() == CAST.keys() >= NAMED
    assert shown["places"].keys() >= PLACES
    assert shown["people"]["delegate"]["organisation"] == "Politecnico di Milano"
    assert shown["people"]["outsider"]["organisation"] == "Comune di Legnano"


def test_the_places_are_addresses_of_this_house(milan):
    addresses = milan.url_map.bind("")
    for path in card(milan)["places"].values():
        endpoint, values = addresses.match(path)
        assert endpoint and values["id"] > 0


def test_only_its_owner_may_read_the_card(milan):
    assert card_path(milan.config).stat().st_mode & 0o777 == 0o600


def test_every_password_on_the_card_opens_the_door(milan):
    people = card(milan)["people"]
    assert all(fits(role, entry) for role, entry in people.items())
    assert len({entry["password"] for entry in people.values()}) == len(people)


def test_another_start_keeps_the_passwords_and_changes_the_address(milan, capsys):
    before = card(milan)
    introduce("http://127.0.0.1:9000")
    assert card(milan) == before | {"base_url": "http://127.0.0.1:9000"}
    introduce(before["base_url"])
    printed = capsys.readouterr().out
    assert "http://127.0.0.1:9000" in printed
    assert all(entry["email"] in printed and entry["password"] in printed for entry in before["people"].values())


@pytest.mark.parametrize("spoilt", [None, "{", "[]", '{"people": {}}', '{"people": {"admin": 1}}'])
def test_a_lost_or_broken_card_is_made_again_with_new_passwords(milan, spoilt):
    before = card(milan)["people"]["delegate"]["password"]
    path = card_path(milan.config)
    path.write_text(spoilt) if spoilt else path.unlink()
    introduce("http://127.0.0.1:8000")
    assert card(milan)["people"]["delegate"]["password"] != before
    assert fits("delegate", card(milan)["people"]["delegate"])


def test_a_card_of_another_archive_is_not_believed(milan):
    shown = card(milan)
    for entry in shown["people"].values():
        entry["password"] = "una parola di un altro archivio"
    card_path(milan.config).write_text(json.dumps(shown))
    introduce("http://127.0.0.1:8000")
    assert fits("admin", card(milan)["people"]["admin"])


def test_an_archive_that_was_founded_is_not_turned_into_a_demo(empty_app):
    with empty_app("founded").app_context():
        writing()
        found_installation("Città metropolitana di Prova", "Tavolo", "segreteria@example.org", "Segreteria", "hash")
        commit()
        with pytest.raises(click.ClickException, match="not the demo's"):
            introduce("http://127.0.0.1:8000")
        db.session.rollback()
        db.engine.dispose()


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_the_sign_in_page_names_them_only_where_the_demo_is_served(milan, demo, shown):
    password = card(milan)["people"]["delegate"]["password"]
    same = {
        name: milan.config[name]
        for name in ("INSTANCE", "SQLALCHEMY_DATABASE_URI", "SOCKET_MODE", "TESTING", "RATELIMIT_ENABLED")
    }
    page = create_app(same | {"DEMO": demo}).test_client().get("/sign-in").get_data(as_text=True)
    assert (password in page) is shown


def test_no_card_is_no_list(milan, tmp_path):
    assert people_on_the_card({"INSTANCE": tmp_path}) == []
