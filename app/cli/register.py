"""`flask register verify` and `flask register export`."""

import json

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.cli.archive import in_words
from app.database import db
from app.register.models import RegisterEntry
from app.register.verifier import faults, faults_of_lines


@click.group()
def register():
    """Check or export the register."""


@register.command()
@click.argument("file", required=False, type=click.File(encoding="utf-8"))
@with_appcontext
def verify(file):
    """Check an exported FILE, or this archive: the chain, and that what is shown is what was entered."""
    with in_words():
        found = faults_of_lines(lines_of(file)) if file else faults()
    for fault in found:
        click.echo(fault)
    if found:
        raise SystemExit(1)
    click.echo("The register is whole.")


def lines_of(file):
    """The entries of an exported register, one a line."""
    try:
        lines = [json.loads(line) for line in file]
    except ValueError as error:
        raise click.ClickException("This is not an exported register: a line of it is not JSON.") from error
    if not all(isinstance(line, dict) for line in lines):
        raise click.ClickException("This is not an exported register: a line of it is not an entry.")
    return lines


@register.command()
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False))
@with_appcontext
def export(file):
    """Write the register to FILE, one entry a line."""
    with in_words():
        entries = db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.number)).all()
    for entry in entries:
        file.write(json.dumps(entry.as_line(), ensure_ascii=False, sort_keys=True) + "\n")
    click.echo(f"{len(entries)} entries written.", err=True)
