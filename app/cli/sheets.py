"""`flask import` and `flask export`: organisations, people, seats, objectives and zones as CSV files of the same columns."""

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app.access_log import log_access
from app.cli.archive import in_words
from app.database import commit, give_up_turn, utc_now, writing
from app.errors import RuleBroken
from app.sheets import SHEETS, bring_in, read_sheet, written

KIND = click.Choice(["organisations", "people", "seats", "objectives", "zones"])


@click.command("import")
@click.argument("kind", type=KIND)
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
@with_appcontext
def import_sheet(kind, file, dry_run):
    """Bring the rows of a CSV FILE in: all of them, or none where one is wrong."""
    with in_words(), force_locale("en"):
        report = take_in(kind, file.read(), dry_run)
        tell(report, dry_run)


def take_in(kind, raw, dry_run):
    writing()
    sheet = SHEETS[kind](utc_now())
    try:
        lines = read_sheet(raw, sheet)
        with click.progressbar(length=len(lines), label=kind) as bar:
            report = bring_in(sheet, lines, lambda: bar.update(1))
    except RuleBroken as broken:
        raise click.ClickException(str(broken.sentence)) from broken
    if report.faults or dry_run:
        give_up_turn()
    else:
        log_access(f"{kind}-imported", new=report.new, changed=report.changed)
        commit()
    return report


def tell(report, dry_run):
    for fault in report.faults:
        click.echo(f"line {fault.line}{', ' + fault.column if fault.column else ''}: {fault.reason}", err=True)
    if report.faults:
        raise click.ClickException(f"Nothing was imported: {report.wrong} rows are wrong.")
    done = "would be" if dry_run else "are"
    click.echo(f"{report.new} {done} new, {report.changed} {done} changed, {report.same} as they were.")


@click.command("export")
@click.argument("kind", type=KIND)
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False))
@with_appcontext
def export_sheet(kind, file):
    """Write what stands in the archive to a CSV FILE, by the columns that `flask import` takes."""
    with in_words():
        lines = list(written(SHEETS[kind](utc_now())))
        file.writelines(lines)
        writing()
        log_access(f"{kind}-exported", rows=len(lines) - 1)
        commit()
    click.echo(f"{len(lines) - 1} rows written.", err=True)
