"""Checks the register: the chain of its digests, and that what the house shows is still what was entered."""

from sqlalchemy import select

from app.database import db
from app.register.models import FIRST, RegisterEntry, canonical, digest_of

# {kind of entry: function giving {subject id: content as it stands now} of everything published}
_shown = {}


def vouch(kind, current):
    """A later room registers how its published things read now."""
    _shown[kind] = current


def faults_of_lines(lines):
    """Sentences naming what is wrong in exported lines, in order; an empty list where all is whole."""
    faults, previous = [], FIRST
    for place, line in enumerate(lines, 1):
        if line.get("number") != place:
            faults.append(f"entry {place}: numbered {line.get('number')}")
        if line.get("previous") != previous:
            faults.append(f"entry {place}: does not follow the entry before it")
        if digest_of(line) != line.get("digest"):
            faults.append(f"entry {place}: its content does not match its digest")
        previous = line.get("digest")
    return faults


def faults():
    """Sentences naming what is wrong in this house's register or in what it vouches for."""
    entries = db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.number)).all()
    found = faults_of_lines([entry.as_line() for entry in entries])
    latest = {(entry.kind, entry.subject_id): entry for entry in entries}
    for kind, current in _shown.items():
        now = current()
        found += [f"{kind} {id}: published without an entry" for id in now if (kind, id) not in latest]
        for (entered_kind, id), entry in latest.items():
            if entered_kind == kind and canonical(now.get(id)) != entry.content:
                found.append(f"entry {entry.number}: {kind} {id} is shown otherwise than it was entered")
    return found
