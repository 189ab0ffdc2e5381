"""The outbox: a mail is a row, written in the same transaction as the thing it tells of; the postman sends what is due."""

import re
import unicodedata
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import String, Text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, db, utc_now
from app.errors import RuleBroken

LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)


class Mail(db.Model):
    """One mail to one address. `key` says what it tells, so that the same is never told twice.

    A mail waits until it was sent, dropped (by the house or by hand) or refused for good; `claimed_at` is the moment at
    which a postman took it. Its body may hold a secret link: it is blank once the mail left or was dropped. `calendar` is an
    iTIP message (RFC 5546) that goes beside the text, `answers_to` the address to which calendars answer it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    to: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    body: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str] = mapped_column(Text, default="", server_default="")
    answers_to: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), default="", server_default="")
    person_id: Mapped[int | None] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)
    refused_at: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    refusal: Mapped[str] = mapped_column(Text, default="")

    @property
    def state(self):
        """`sent`, `dropped`, `refused`, `delayed` (a try failed, another follows) or `waiting`."""
        ended = {"sent": self.sent_at, "dropped": self.dropped_at, "refused": self.refused_at}
        passing = "delayed" if self.refusal else "waiting"
        return next((state for state, moment in ended.items() if moment), passing)

    def again(self):
        """Let the postman try once more, now; RuleBroken where it left, was taken back, or has no text any more."""
        if self.sent_at or self.dropped_at or not self.body:
            raise RuleBroken(_l("Only a mail that is still here can be sent again."))
        self.refused_at, self.due_at = None, utc_now()

    def drop(self):
        if self.sent_at or self.dropped_at:
            raise RuleBroken(_l("This mail has left or was taken back already."))
        self.dropped_at, self.body, self.calendar = utc_now(), "", ""


# What still waits to be sent, as a condition.
WAITING = (Mail.sent_at.is_(None), Mail.dropped_at.is_(None), Mail.refused_at.is_(None))


def post_mail(template, *, to, language, key, due=None, person_id=None, calendar="", answers_to="", **context):
    """Put one mail into the outbox, to go out at `due` (now if empty); False where the key is there already.

    `template` names templates/<template>.txt: its first line is the subject, the rest the body, in `language`; `calendar` is
    an iTIP message that goes beside it. Where `to` is no address the mail is kept as refused, for the operator to see.
    """
    subject, body = written(template, language or "it", context)
    now = utc_now()
    row = {"key": key, "to": one_line(to)[:LONGEST_ADDRESS], "language": language or "it", "subject": subject, "body": body}
    row |= {"person_id": person_id, "made_at": now, "due_at": due or now, "attempts": 0, "refusal": ""}
    row |= {"calendar": calendar, "answers_to": answers_to}
    if not is_address(to):
        row |= {"refused_at": now, "refusal": "not an e-mail address", "body": "", "calendar": ""}
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Mail).values(**row).on_conflict_do_nothing(index_elements=["key"])
    return db.session.scalar(insert.returning(Mail.id)) is not None


def drop_mail(key):
    """Take a mail back that was not sent yet; one that left, or that never was, stays as it is."""
    drop_mails(Mail.key == key)


def drop_mails(*which):
    """The same for every mail of which these conditions hold."""
    taken = update(Mail).where(*which, Mail.sent_at.is_(None), Mail.dropped_at.is_(None))
    gone = {"dropped_at": utc_now(), "body": "", "calendar": ""}
    db.session.execute(taken.values(**gone), execution_options={"synchronize_session": "fetch"})


def written(template, language, context):
    """(subject, body) of a mail in a language."""
    with force_locale(language):
        text = current_app.jinja_env.get_template(f"{template}.txt").render(**context)
        signature = _("Tavolo sends this by itself: nobody reads answers to this address.")
    subject, _rest, body = text.partition("\n")
    return one_line(subject), plain_lines(f"{body.strip()}\n\n-- \n{signature}")


def one_line(text):
    """Text fit for a header: on one line, without signs that cannot be seen, nothing that reads as an encoded word."""
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign for sign in text)
    seen = "".join(sign for sign in seen if unicodedata.category(sign) != "Cf")
    seen = " ".join(seen.split()).replace("=?", "= ?")
    return seen if len(seen) <= LONGEST_SUBJECT else seen[: LONGEST_SUBJECT - 1] + "…"


def plain_lines(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")) + "\n"


def is_address(text):
    """Is this one plain address, local@domain in ASCII (RFC 5321 without quoted names and without comments)?"""
    return len(text) <= LONGEST_ADDRESS and len(text.split("@")[0]) <= 64 and ADDRESS.fullmatch(text) is not None


def absolute(path):
    """The whole address of a page of this house, as mails write it; never taken from a request, whose host anybody may choose."""
    return (current_app.config["BASE_URL"] or "http://localhost:8000") + path
