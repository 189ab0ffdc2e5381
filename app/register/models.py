"""Register entries, each holding the hash of the one before it; what is published is entered in the same transaction."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, db, utc_now
from app.happenings import iso

FIRST = "0" * 64
LOCK = 7_266_001  # the advisory lock under which PostgreSQL gives numbers, so that none is given twice


class RegisterEntry(db.Model):
    """`number` counts from 1 without gaps; `content` is the canonical JSON of what was published, `digest` chains it."""

    __table_args__ = (Index(None, "kind", "subject_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)

    def as_line(self):
        """The entry as one object of the exported register."""
        return {
            "number": self.number,
            "kind": self.kind,
            "subject": self.subject_id,
            "at": iso(self.at),
            "content": self.content,
            "previous": self.previous,
            "digest": self.digest,
        }


def enter(kind, subject_id, content):
    """Add what was published to the register; `content` is a dictionary of strings, integers, lists and dictionaries."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = db.session.scalar(select(RegisterEntry).order_by(RegisterEntry.number.desc()).limit(1))
    entry = RegisterEntry(
        number=last.number + 1 if last else 1,
        kind=kind,
        subject_id=subject_id,
        at=utc_now(),
        content=canonical(content),
        previous=last.digest if last else FIRST,
    )
    entry.digest = digest_of(entry.as_line())
    db.session.add(entry)
    db.session.flush()
    return entry


def canonical(content):
    """One spelling for one content: sorted keys, no spaces, UTF-8 (RFC 8785 for strings and integers)."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(line):
    """The SHA-256 of an exported line without its own digest."""
    return hashlib.sha256(canonical({name: line[name] for name in line if name != "digest"}).encode()).hexdigest()
