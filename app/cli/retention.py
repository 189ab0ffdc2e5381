"""`flask retention`: take away what has reached its age, or say what would go."""

import click
from flask.cli import with_appcontext

from app.cli.archive import in_words
from app.database import utc_now
from app.membership.rounds.retention import KEPT, old_rows, sweep


@click.command()
@click.option("--dry-run", is_flag=True, help="Count what would go; change nothing.")
@with_appcontext
def retention(dry_run):
    """Take away rows that have reached their age, kind by kind (the worker does it every day)."""
    with in_words():
        counts = old_rows(utc_now()) if dry_run else sweep(utc_now())
    for each in KEPT:
        click.echo(
            f"{each.name}: {counts[each.name]} {'would go' if dry_run else 'gone'}, older than {each.age.days} days ({each.why})"
        )
