"""Who did or read what is not everybody's: an append-only log of accesses, kept apart from what the house works on.

Its source is the Garante's measure of 27 November 2008 on system administrators: their accesses are kept at least six
months and cannot be altered. So triggers of the database refuse every UPDATE, and every DELETE of a row younger than that.
"""

import ipaddress
from datetime import datetime

from flask import g, has_request_context, request
from sqlalchemy import JSON, Index, String, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, afterwards, db, is_writing, utc_now


class AccessEntry(db.Model):
    """One access: what (`kind`), by whom, to what (`subject`, as `workspace/7`), from where; never a text, a name or a secret.

    `address` is the network of the client, not its machine. Triggers hang on this table: a migration that rebuilds it
    must make them again.
    """

    __table_args__ = (Index(None, "person_id", "at"), Index(None, "kind", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(60), index=True)
    facts: Mapped[dict] = mapped_column(JSON)
    address: Mapped[str] = mapped_column(String(45))


def log_access(kind, subject="", person=None, **facts):
    """Note an access: in the transaction of a request that writes, so that the act and its trace are one; else at its end.

    `person` is who did it (a person or her number), `facts` small values.
    """
    row = row_of(kind, subject, person, facts)
    if is_writing():
        db.session.add(AccessEntry(**row))
    else:
        keep(row)


def log_refusal(kind, subject="", person=None, **facts):
    """Note what was refused: at the end of the request, since its transaction will be rolled back."""
    keep(row_of(kind, subject, person, facts))


def row_of(kind, subject, person, facts):
    id = getattr(person, "id", person)
    return {"at": utc_now(), "kind": kind, "person_id": id, "subject": subject, "facts": facts, "address": network()}


def keep(row):
    """Once a request, however often one thing is looked up in it."""
    seen = g.setdefault("accesses", set())
    said = (row["kind"], row["subject"], row["person_id"])
    if said not in seen:
        seen.add(said)
        afterwards(insert(AccessEntry).values(**row))


def network():
    """The network that asks: an address without its last part (IPv4 /24, IPv6 /48); empty for a command."""
    if not has_request_context():
        return ""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))
