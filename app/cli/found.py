"""`flask found`: the first body, table and secretary of a new installation, for any metropolitan city."""

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select

from app.cli.archive import bring_up_to_date
from app.database import commit, db, writing
from app.errors import RuleBroken
from app.happenings import open_log_book
from app.membership.models import Affiliation, Office, Organisation, Person, Table
from app.membership.models.password import hash_chosen_password
from app.membership.models.person import normal_email


@click.command()
@click.option("--city", prompt="Name of the metropolitan city")
@click.option("--table", prompt="Name of its first table")
@click.option("--email", prompt="E-mail address of the secretary")
@click.option("--name", prompt="How the secretary is called", default="Segreteria", show_default=True)
@click.password_option(help="At least 12 characters.")
@with_appcontext
def found(city, table, email, name, password):
    """Begin a new installation: the body, its first table, and a secretary who administers the platform."""
    city, table, name, email = city.strip(), table.strip(), name.strip(), normal_email(email)
    refuse_nameless(city, table, name, email)
    hashed = hashed_in_words(password, (city, table, name, email))
    bring_up_to_date()
    writing()
    if db.session.scalar(select(Organisation.id).limit(1)):
        raise click.ClickException("This archive is not empty: an installation is founded once.")
    found_installation(city, table, email, name, hashed)
    commit()
    click.echo(f"{city} is founded. Sign in as {email} after flask serve.")


def refuse_nameless(city, table, name, email):
    if not (city and table and name):
        raise click.ClickException("The city, the table and the secretary need a name.")
    if len(city) > 200 or len(table) > 200 or len(name) > 120 or len(email) > 254:
        raise click.ClickException("A name has at most 200 characters, that of a person 120.")
    if "@" not in email.strip("@") or " " in email:
        raise click.ClickException("That is not an e-mail address.")


def hashed_in_words(password, known):
    try:
        return hash_chosen_password(password, known)
    except RuleBroken as broken:
        with force_locale("en"):
            raise click.ClickException(str(broken.sentence)) from broken


def found_installation(city, table_name, email, name, password_hash):
    """The rows of a new installation; the secretary also administers the platform and her body."""
    open_log_book()
    body = Organisation(name=city, kind="metropolitan_city")
    person = Person(name=name, email=email, password_hash=password_hash)
    db.session.add_all([body, person])
    db.session.flush()
    table = Table.establish(code="T1", name=table_name, kind="permanent_table")
    seat = table.place.seat(body, "member", by=person)
    mandate = seat.appoint(person, "secretary", by=person)
    db.session.add(Affiliation(person=person, organisation=body, administrator=True, since=mandate.since))
    db.session.add(Office(person=person, kind="administrator", since=mandate.since))
    return table
