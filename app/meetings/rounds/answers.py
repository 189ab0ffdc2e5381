"""Answers that calendars send by mail (iTIP REPLY, RFC 5546, 3.2.3), read from the mailbox and noted once.

A letter is believed for the proof in the address it was sent to or in the ORGANIZER it names, and only where the event and
the attendee are the ones of that proof; what its sender claims to be counts for nothing. Whatever else comes is put aside.
"""

import logging
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import Message

from flask import current_app
from icalendar import Calendar

from app.database import commit, db, give_up_turn, hold, writing
from app.mailbox import OTHER, READ, NobodyAnswers, opened
from app.meetings.invitation import house
from app.meetings.models import Meeting, Reply
from app.meetings.queries.called import called_to
from app.permissions import answering
from app.rounds import round_of

log = logging.getLogger("tavolo.worker")

ANSWERS = {"ACCEPTED": "yes", "DECLINED": "no", "TENTATIVE": "maybe"}
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
TOKEN = re.compile(r"\+(\d{1,9}-\d{1,9}-[a-z2-7]{20})@", re.ASCII | re.IGNORECASE)
# An answer is a small letter: more parts, or a longer calendar, is none.
MOST_PARTS, LONGEST = 50, 200_000


@round_of("answers-by-mail", every=60)
def read_answers(now, url=None):
    """Read what arrived; a letter that cannot be read is put aside and stops nothing."""
    url = url or current_app.config["MAILBOX_URL"]
    if not url:
        return
    try:
        with opened(url) as box:
            for letter in box.letters():
                letter.file(READ if understood(letter.raw, now) else OTHER)
    except NobodyAnswers as error:
        log.warning("The mailbox cannot be read: %s. Answers by calendar are read later.", error)


def understood(raw, now):
    """Was this letter an answer of ours to take? Noted by then, or noted before."""
    try:
        said = answer_in(message_from_bytes(raw, policy=policy.compat32))
        return said is not None and note(said, now)
    except Exception as error:  # any letter may come from anybody: the parsers fail on the strangest in ways of their own
        log.warning("A letter in the mailbox could not be read (%s); it is put aside.", type(error).__name__)
        return False
    finally:
        db.session.rollback()
        give_up_turn()


def answer_in(message):
    """{uid, attendee, answer, sequence, stamped_at, tokens} of a letter that is an iTIP REPLY to one event; else None."""
    calendar = calendar_in(message)
    events = [part for part in calendar.subcomponents if part.name == "VEVENT"] if calendar else []
    if calendar is None or str(calendar.get("METHOD", "")).upper() != "REPLY" or len(events) != 1:
        return None
    event = events[0]
    attendees = as_list(event.get("ATTENDEE"))
    if len(attendees) != 1 or "RECURRENCE-ID" in event:
        return None
    answer = ANSWERS.get(str(attendees[0].params.get("PARTSTAT", "")).upper())
    addresses = [str(value) for name in ADDRESSED for value in message.get_all(name, [])] + [str(event.get("ORGANIZER", ""))]
    return answer and {
        "uid": str(event.get("UID", "")),
        "attendee": plain_address(attendees[0]),
        "answer": answer,
        "sequence": int(event.get("SEQUENCE", 0)),
        "stamped_at": moment_of(event.get("DTSTAMP")),
        "tokens": [found.lower() for address in addresses for found in TOKEN.findall(address)],
    }


def calendar_in(message):
    """The one calendar in a letter, or None."""
    parts = [part for number, part in zip(range(MOST_PARTS), message.walk(), strict=False) if number < MOST_PARTS]
    found = [part for part in parts if isinstance(part, Message) and part.get_content_type() == "text/calendar"]
    content = found[0].get_payload(decode=True) if found else b""
    return Calendar.from_ical(content) if content and len(content) <= LONGEST else None


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def plain_address(attendee):
    return re.sub(r"^mailto:", "", str(attendee).strip(), flags=re.IGNORECASE).casefold()


def moment_of(stamp):
    """The moment of a DTSTAMP, None where it is none (RFC 5545 asks for UTC)."""
    at = getattr(stamp, "dt", None)
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else None


def note(said, now):
    """Note the answer for every mandate by which its holder was called; False where the proof, event or attendee is another."""
    token = next((each for each in said["tokens"] if answering("calendar", each, now)), None)
    if token is None:
        return False
    writing()
    hold(Meeting, int(token.partition("-")[0]))
    meeting, mandate = answering("calendar", token, now) or (None, None)
    if meeting is None or said["uid"] != f"{meeting.uid}@{house()}" or said["attendee"] != mandate.person.email.casefold():
        return False
    if said["sequence"] < meeting.dated_sequence:
        return True  # an answer to a date that is no more
    for each in called_to(meeting, now).get(mandate.person, [mandate]):
        take(meeting, each, said)
    commit()
    return True


def take(meeting, mandate, said):
    """An answer that left before the one we have is older than it, whenever it arrives (RFC 5546, 2.1.5)."""
    known = next((each for each in meeting.replies if each.mandate_id == mandate.id), None)
    stamped = said["stamped_at"]
    if known and known.is_current(meeting) and stamped and stamped <= (known.stamped_at or known.at):
        return
    Reply.give(meeting, mandate, said["answer"], way="calendar", sequence=said["sequence"], stamped_at=stamped)
