"""What commands share about the archive: bring it up to date, and say in one sentence what it refuses."""

from contextlib import contextmanager

import click
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError, ProgrammingError


def bring_up_to_date():
    """Run the migrations that are not run yet."""
    with in_words():
        upgrade()


@contextmanager
def in_words():
    """Turn what the database refuses into a sentence for the person at the keyboard."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        said = str(error.orig).strip().splitlines()[0]
        sentence = f"The database cannot be used: {said}. Check TAVOLO_DATABASE_URL, then run flask db upgrade."
        raise click.ClickException(sentence) from error
