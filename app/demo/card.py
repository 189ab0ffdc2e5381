"""The card of the demo: demo.json in the instance folder, the lines printed at each start, the list on the sign-in page."""

import json
import os
import secrets
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import commit, db, writing
from app.demo.people import CAST, email_of
from app.demo.places import places
from app.membership.models import Person
from app.membership.models.password import hash_password, is_password

ENTRY = ("name", "organisation", "email", "password")
FIRST, SECOND = "bdglmnrstv", "aeiou"
WORDS, SYLLABLES = 4, 3  # about 67 bits of chance


def card_path(config):
    return Path(config["INSTANCE"]) / "demo.json"


def read_people(config):
    """{key: entry} of demo.json, or nothing where it is missing or broken."""
    try:
        people = json.loads(card_path(config).read_text(encoding="utf-8"))["people"]
        whole = people.keys() == CAST.keys() and all(each[part] for each in people.values() for part in ENTRY)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    return people if whole else {}


def introduce(base_url):
    """Write demo.json, and print the address and who can sign in. Passwords are made once and kept."""
    cast = cast_here()
    passwords = kept_passwords(cast) or new_passwords()
    people = {role: entry(cast[role], password) for role, password in passwords.items()}
    write_card({"base_url": base_url, "people": people, "places": places()})
    print_card(base_url, people.values())


def cast_here():
    """{key: person}; refused where the archive is not the demo's."""
    query = select(Person).where(Person.email.in_([email_of(role) for role in CAST]))
    people = {person.email: person for person in db.session.scalars(query.options(selectinload(Person.affiliations)))}
    cast = {role: people[email_of(role)] for role in CAST if email_of(role) in people}
    if {role: body_of(person).code for role, person in cast.items()} != {role: code for role, (_, code) in CAST.items()}:
        raise click.ClickException("This archive is not the demo's. Set TAVOLO_INSTANCE to an empty folder and try again.")
    return cast


def body_of(person):
    return person.affiliations[0].organisation


def kept_passwords(cast):
    """The passwords of demo.json, unless it is missing or belongs to another archive."""
    people = read_people(current_app.config)
    fit = people and is_password(cast["admin"].password_hash, people["admin"]["password"])
    return {role: people[role]["password"] for role in CAST} if fit else None


def new_passwords():
    passwords = {role: readable_password() for role in CAST}
    hashes = {role: hash_password(password) for role, password in passwords.items()}
    writing()
    for role, person in cast_here().items():
        person.password_hash = hashes[role]
    commit()
    return passwords


def readable_password():
    """Made-up words that are easy to read out and to type: `banite-doruma-selodi-tuvago`."""
    return "-".join("".join(syllable() for _ in range(SYLLABLES)) for _ in range(WORDS))


def syllable():
    return secrets.choice(FIRST) + secrets.choice(SECOND)


def entry(person, password):
    return {"name": person.name, "organisation": body_of(person).name, "email": person.email, "password": password}


def write_card(card):
    """Replace demo.json in one step; only its owner may read it."""
    path = card_path(current_app.config)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=2)
    fresh.replace(path)


def print_card(base_url, people):
    click.echo(f"\nTavolo: {base_url}\n\nChi può accedere / Who can sign in")
    width = max(len(label(each)) for each in people)
    for each in people:
        click.echo(f"  {label(each):<{width}}  {each['email']:<26}  {each['password']}")
    click.echo("\nCtrl+C per chiudere / to stop")


def label(person):
    return f"{person['name']}, {person['organisation']}"


def people_on_the_card(config):
    """Who can sign in, for the sign-in page."""
    people = read_people(config).values()
    return [{"label": label(each), "email": each["email"], "password": each["password"]} for each in people]
