"""States of papers and of confidential items: the first item of a convened meeting has a paper, or is closed to others."""

import io
from datetime import timedelta

from flask import current_app

from app.database import commit, day_of, db, utc_now, writing
from app.documents.models import File, Storage
from app.meetings.models import AgendaItem, Meeting
from tests.states.guests import guest_of_item
from tests.states.meetings import convened

TITLE, NOTE, PAPER = "Lite con il fornitore", "Si propone di transigere", "Parere legale sulla lite"
CONTENT = b"%PDF-1.7\n parere legale"


def in_days(count):
    return day_of(utc_now()) + timedelta(days=count)


def kept_file(cast, role, name="parere.pdf", content=CONTENT):
    stored = Storage(current_app.config["FILES"]).store(io.BytesIO(content), 10_000)
    return File.keep(name, "application/pdf", stored, cast.person(role))


def with_paper(cast, names=None):
    """A paper of the secretariat lies at the first item."""
    names = names or convened(cast)
    writing()
    item = db.session.get(Meeting, names["meeting"]).items[0]
    paper = item.add_paper(PAPER, kept_file(cast, "secretary"), cast.mandate("secretary"))
    commit()
    return names | {"item": item.id, "paper": paper.id, "file": paper.latest.file_id, "day": in_days(30).isoformat()}


def sealed(cast, names=None, by_law=False):
    """The same item is confidential, with its true words put away."""
    names = with_paper(cast, names)
    writing()
    item = db.session.get(AgendaItem, names["item"])
    item.reword(TITLE, NOTE, cast.mandate("secretary"))
    item.seal("Questioni legali", in_days(30), "Lite pendente", by_law, cast.mandate("secretary"))
    commit()
    return names


def sealed_by_law(cast):
    return sealed(cast, by_law=True)


def sealed_with_guest(cast):
    """The guest of the cast visits the confidential item."""
    names = guest_of_item(cast)
    writing()
    item = db.session.get(AgendaItem, names["item"])
    item.seal("Questioni legali", in_days(30), "Lite pendente", False, cast.mandate("secretary"))
    paper = item.add_paper(PAPER, kept_file(cast, "secretary"), cast.mandate("secretary"))
    commit()
    return names | {"paper": paper.id, "file": paper.latest.file_id, "day": in_days(30).isoformat()}


def released(cast):
    names = sealed(cast)
    writing()
    db.session.get(AgendaItem, names["item"]).release(cast.mandate("secretary"))
    commit()
    return names


STATES = {
    "paper": with_paper,
    "confidential": sealed,
    "confidential by law": sealed_by_law,
    "confidential with a guest": sealed_with_guest,
    "confidential no more": released,
}
