"""Italian first: no sentence of the house is left without its Italian, and no placeholder is lost on the way."""

import re

from app.cli.translate import collected, read_catalogue, untranslated

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def forms(text):
    return text if isinstance(text, tuple | list) else [text]


def test_every_sentence_has_its_italian():
    italian = read_catalogue()
    missing = [message.id for message in collected() if message.id and message.id not in italian]
    assert not missing
    assert not untranslated(italian)


def test_no_placeholder_is_lost_or_made_up():
    for message in read_catalogue():
        wanted = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        for said in forms(message.string) if message.id else []:
            assert set(PLACEHOLDER.findall(said)) <= wanted
            assert set(PLACEHOLDER.findall(said)) >= wanted - {"num"}


def test_nothing_stands_in_the_catalogue_that_nobody_says():
    said = {message.id if isinstance(message.id, str) else message.id[0] for message in collected()}
    kept = {forms(message.id)[0] for message in read_catalogue() if message.id}
    assert kept <= said
