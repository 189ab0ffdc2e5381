"""`flask translate`: collect the sentences of the house into the Italian catalogue, keeping what is translated."""

from pathlib import Path

import click
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "app" / "translations" / "it" / "LC_MESSAGES" / "messages.po"
MAPPING = [("app/**.py", "python"), *((f"templates/**.{kind}", "jinja2") for kind in ("html", "md", "txt"))]
CALLS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


@click.command()
def translate():
    """Collect sentences; those still without Italian are counted, and the English ones shown meanwhile."""
    known = read_catalogue()
    catalogue = collected()
    known.update(catalogue, no_fuzzy_matching=True)
    known.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, known, width=130, sort_output=True, no_location=True, omit_header=False)
    click.echo(f"{len(known)} sentences, {len(untranslated(known))} without Italian.")


def collected():
    """The sentences that the code and the templates say, as a catalogue without translations."""
    catalogue = Catalog()
    found = extract_from_dir(
        ROOT,
        method_map=MAPPING,
        keywords=CALLS,
        options_map={"**": {"trimmed": "true", "silent": "false"}},
        directory_filter=lambda path: Path(path).name not in ("node_modules", ".venv", "tests", "static"),
    )
    for _file, _line, message, _comments, _context in found:
        catalogue.add(message)
    return catalogue


def read_catalogue():
    if not CATALOGUE.exists():
        return Catalog(locale="it", project="Tavolo", version="", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="it")


def untranslated(catalogue):
    """The sentences without Italian; one with a plural needs both forms."""
    lacking = []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not all(said):
            lacking.append(message.id)
    return lacking
