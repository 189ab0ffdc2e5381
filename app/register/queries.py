"""The register as it is read: its entries, the latest first, and one of them with the line that is exported."""

import hashlib
import json

from flask import url_for
from sqlalchemy.orm import load_only

from app.happenings import iso
from app.permissions import seen_entries, visible
from app.register.models import RegisterEntry


def listed_entries():
    """Without their contents, which are whole minutes."""
    columns = (RegisterEntry.number, RegisterEntry.kind, RegisterEntry.subject_id, RegisterEntry.at, RegisterEntry.digest)
    return visible(seen_entries).options(load_only(*columns)).order_by(RegisterEntry.number.desc())


def entry_line(entry):
    return {
        "number": entry.number,
        "address": url_for("register.entry", number=entry.number),
        "kind": entry.kind,
        "subject": entry.subject_id,
        "at": iso(entry.at),
        "digest": entry.digest,
    }


def entry_json(entry):
    """An entry with `line`, the very line of the exported register."""
    return entry_line(entry) | {
        "previous": entry.previous,
        "content": entry.content,
        "content_hash": content_hash(entry),
        "line": exported_line(entry),
    }


def exported_line(entry):
    return json.dumps(entry.as_line(), ensure_ascii=False, sort_keys=True)


def content_hash(entry):
    """The SHA-256 of what was published, apart from the chain."""
    return hashlib.sha256(entry.content.encode()).hexdigest()
