"""`flask assets`: build the front end again."""

from pathlib import Path

import click

from app.frontend.build import build, watch

ROOT = Path(__file__).parents[2]


@click.command()
@click.option("--watch", "keep", is_flag=True, help="Build again at every change.")
def assets(keep):
    """Build the front end and the translations (Node comes with the `dev` extra)."""
    watch(ROOT) if keep else build(ROOT, force=True)
    click.echo("The front end is built.")
