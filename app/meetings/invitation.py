"""A meeting as calendars read it (RFC 5545), and the invitation that a mail carries (iTIP, RFC 5546)."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from app.database import ROME, utc_now
from app.outbox import absolute
from app.permissions import answer_token

# Italian summer time as Directive 2000/84/EC sets it; short, unlike the table of years that libraries write.
ITALY = Timezone.from_ical(
    "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Rome",
            "BEGIN:STANDARD",
            "DTSTART:19961027T030000",
            "TZNAME:CET",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:19960331T020000",
            "TZNAME:CEST",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
            "",
        )  # fmt: skip
    )
)
# How long a sitting lasts for calendars where its length is open.
USUAL_LENGTH = timedelta(hours=2)
PARTSTAT = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE", None: "NEEDS-ACTION"}
ROLES = {"chair": "CHAIR", "substitute": "OPT-PARTICIPANT"}


def invitation(method, meeting, mandate, *, title, agenda, link, answer=None):
    """The iTIP message for one attendee; `method` is `REQUEST` or `CANCEL`, `answer` what she has said already."""
    event = event_of(meeting, title=title, agenda=agenda, link=link)
    event.add("organizer", named(answers_address(meeting, mandate), organiser_name()))
    event.add("attendee", attendee(mandate, answer, asked=method == "REQUEST"), encode=0)
    event["status"] = vText("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    return calendar_of([event], method=method)


def attendee(mandate, answer, asked):
    address = named(mandate.person.email, mandate.person.name)
    address.params["cutype"], address.params["role"] = vText("INDIVIDUAL"), vText(ROLES.get(mandate.role, "REQ-PARTICIPANT"))
    address.params["partstat"], address.params["rsvp"] = vText(PARTSTAT[answer]), vText("TRUE" if asked else "FALSE")
    return address


def named(address, name):
    said = vCalAddress(f"mailto:{address}")
    if name:
        said.params["cn"] = vText(" ".join(name.split()))
    return said


def event_of(meeting, *, title, agenda, link):
    """The sitting as an event, for whoever may read this title and this agenda ([(number, title)])."""
    event = Event()
    event.add("uid", f"{meeting.uid}@{house()}")
    event.add("dtstamp", utc_now().replace(microsecond=0))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(ROME))
    event.add("dtend", (meeting.ends_at or meeting.starts_at + USUAL_LENGTH).astimezone(ROME))
    event.add("summary", title)
    if meeting.location:
        event.add("location", meeting.location)
    event.add("description", "\n".join([*(f"{number}. {item}" for number, item in agenda), "", absolute(link)]))
    event.add("url", absolute(link))
    event["status"] = vText("CANCELLED" if meeting.cancelled_at else "CONFIRMED" if meeting.convened_at else "TENTATIVE")
    return event


def calendar_of(events, method=None, name=""):
    """The text of a calendar with these events."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tavolo//IT")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for part in (ITALY, *events):
        calendar.add_component(part)
    return calendar.to_ical().decode("utf-8")


def answers_address(meeting, mandate):
    """Where a calendar sends its answer: our own address with the proof of who answers (RFC 5233), if we read a mailbox."""
    address = sender_address()
    if not current_app.config["MAILBOX_URL"]:
        return address
    local, _, domain = address.partition("@")
    return f"{local}+{answer_token('calendar', meeting.id, mandate.id)}@{domain}"


def organiser_name():
    return current_app.config["MAIL_FROM"][0] or "Tavolo"


def sender_address():
    return current_app.config["MAIL_FROM"][1] or f"tavolo@{house()}"


def house():
    """The host under which this house is known."""
    return urlsplit(absolute("/")).hostname
