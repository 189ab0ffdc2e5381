"""A request that carries the header Idempotency-Key is carried out once, however often it arrives (an IETF draft of that name).

The receipt is kept in the transaction that does the thing: what was refused may be sent again, what was stored is not doubled.
What it says of the request nobody reads without the key, which stays with the sender: a body may hold a secret vote.
"""

import hashlib
import hmac
import string
from datetime import datetime

from flask import has_request_context, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, at_writing, db, utc_now
from app.errors import AlreadyDone, RuleBroken

LENGTH = 32  # hexadecimal digits: 128 bits


class Receipt(db.Model):
    """A request that was carried out: `key` is its key hashed, `fingerprint` the HMAC of its address and body under the key.

    Hashed without the key, a ballot of three words would be found by trying the three.
    """

    __table_args__ = (UniqueConstraint("person_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(LENGTH))
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant, index=True)


def only_once():
    """AlreadyDone where this very request was carried out; RuleBroken (409) where its key was used for another one."""
    key = request.headers.get("Idempotency-Key") if has_request_context() else None
    if not key or not current_user.is_authenticated:
        return
    if len(key) != LENGTH or set(key) - set(string.hexdigits):
        raise RuleBroken(_l("The header Idempotency-Key takes 32 hexadecimal digits."), status=422)
    kept = hashlib.sha256(key.encode()).hexdigest()[:LENGTH]
    known = select(Receipt.fingerprint).where(Receipt.person_id == current_user.id, Receipt.key == kept)
    fingerprint, first = fingerprint_of(request, key), db.session.scalar(known)
    if first == fingerprint:
        raise AlreadyDone
    if first:
        raise RuleBroken(_l("This was already sent with other words. Send the new words as a new line."))
    db.session.add(Receipt(person_id=current_user.id, key=kept, fingerprint=fingerprint, at=utc_now()))


def fingerprint_of(request, key):
    said = request.path.encode() + b"\n" + request.get_data(cache=True, parse_form_data=False)
    return hmac.new(key.encode(), said, "sha256").hexdigest()


at_writing.append(only_once)
