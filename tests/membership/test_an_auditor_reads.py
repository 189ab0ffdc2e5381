"""An auditor reads who belongs to a body, who speaks for it and who asked to be forgotten, and is offered nothing to do."""

import pytest

from app.database import commit, writing
from app.membership.models import Erasure


@pytest.fixture
def pages(app, cast):
    with app.app_context():
        writing()
        Erasure.ask(cast.person("delegate"))
        commit()
        body = f"/organisations/{cast.body('PM').id}"
    return f"{body}/people", f"{body}/delegates", "/erasures"


def doors_on(visitor, page):
    """The addresses to which the forms of a page post, but those of every page."""
    main = visitor.get(page).text.split("<main", 1)[1].split("</main>", 1)[0]
    return [part.split('"', 1)[0] for part in main.split('action="')[1:]]


def test_an_auditor_reads_them_and_finds_no_form(visitor, pages):
    for page in pages:
        assert visitor("auditor").get(page).status_code == 200
        assert doors_on(visitor("auditor"), page) == []


def test_the_administrator_finds_the_forms_and_an_outsider_no_page(visitor, pages):
    for page in pages:
        assert doors_on(visitor("admin"), page)
        assert visitor("outsider").get(page).status_code == 403
