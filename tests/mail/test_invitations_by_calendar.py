"""The invitation as calendars get it, by a real SMTP server; their answers, read from a real Maildir and a real IMAP server."""

import mailbox
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select

from app.database import ROME, commit, db, midnight, utc_now, writing
from app.letter import composed
from app.meetings.invitation import answers_address, invitation
from app.meetings.models import Meeting, Reply
from app.meetings.rounds.answers import read_answers
from app.meetings.rounds.calling import tell_changes
from app.outbox import Mail, one_line, post_mail
from app.postman import Server, carry, carry_what_is_due
from tests.mail.conftest import SENDER
from tests.mail.dovecot import Dovecot
from tests.mail.test_a_mail_says_what_was_meant import MEANT, STORABLE
from tests.services import need

CALLED = {"chair", "delegate", "other_delegate", "substitute"}
HEADERS = (MEANT | {"Reply-To"}) - {"Content-Transfer-Encoding"}


@pytest.fixture
def post(app, sink, monkeypatch, tmp_path):
    """The application with its mails going to the sink and its mailbox in a Maildir; no context is open."""
    settings = {"MAIL_URL": sink.url, "MAIL_FROM": SENDER, "BASE_URL": "https://tavolo.example.org"}
    settings["MAILBOX_URL"] = f"maildir:{tmp_path / 'box'}"
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    return app


@pytest.fixture
def convened(post, cast, visitor):
    """convened(title) gives the id of a meeting that the secretary has just convened."""

    def convened(title="Prima seduta"):
        with post.app_context():
            meeting = cast.planned_meeting()
            writing()
            db.session.get(Meeting, meeting.id).title = title
            commit()
        assert visitor("secretary").post(f"/meetings/{meeting.id}/convocation").status_code == 200
        return meeting.id

    return convened


def carried(app, sink):
    """{role: (letter, event)} of what arrived since the last time, each with its calendar."""
    sink.letters.clear()
    with app.app_context():
        while carry_what_is_due():
            pass
    return {letter["To"].addresses[0].username: (letter, calendar_of(letter)) for letter in sink.read()}


def calendar_of(letter):
    text, part = letter.iter_parts()
    assert letter.get_content_type() == "multipart/alternative" and text.get_content_type() == "text/plain"
    assert part.get_content_type() == "text/calendar" and part.get_param("charset") == "utf-8"
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert calendar["METHOD"] == part.get_param("method") and calendar["VERSION"] == "2.0"
    return calendar


def event_of(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def later(app, minutes=2):
    """What the worker does so many minutes later."""
    with app.app_context():
        tell_changes(utc_now() + timedelta(minutes=minutes))


def test_each_who_is_called_gets_an_invitation_of_her_own(post, sink, convened, cast):
    meeting = convened()
    got = carried(post, sink)
    assert set(got) == CALLED
    events = {role: event_of(calendar) for role, (_letter, calendar) in got.items()}
    assert {str(calendar["METHOD"]) for _letter, calendar in got.values()} == {"REQUEST"}
    assert len({str(event["UID"]) for event in events.values()}) == 1 and {event["SEQUENCE"] for event in events.values()} == {0}
    for role, event in events.items():
        assert str(event["ATTENDEE"]) == f"mailto:{role}@example.org"
        assert event["ATTENDEE"].params["RSVP"] == "TRUE" and event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
        assert str(event["ORGANIZER"]) == f"mailto:{got[role][0]['Reply-To'].addresses[0].addr_spec}"
        assert event["SUMMARY"] == "Prima seduta" and event["LOCATION"] == "Sala del Consiglio"
        assert "1. Alloggi per studenti" in event["DESCRIPTION"]
    assert len({str(event["ORGANIZER"]) for event in events.values()}) == len(events)
    with post.app_context():
        starts = db.session.get(Meeting, meeting).starts_at
    assert all(event["DTSTART"].dt == starts.astimezone(ROME).replace(microsecond=0) for event in events.values())


def test_the_clock_of_the_invitation_knows_summer_time(post, sink, convened, visitor):
    """The last Sunday of October at 10:00 in Rome is 9:00 UTC, the day before 8:00; read by the rules in the mail itself."""
    meeting = convened()
    for day, hour in (("2030-10-26", 8), ("2030-10-27", 9)):
        visitor("secretary").post(f"/meetings/{meeting}/date", {"day": day, "time": "10:00", "location": "Sala"})
        later(post)
        event = event_of(carried(post, sink)["delegate"][1])
        assert event["DTSTART"].dt.utctimetuple()[:4] == (2030, 10, int(day[-2:]), hour)


def test_a_change_has_the_same_uid_and_a_higher_sequence_and_several_become_one_mail(post, sink, convened, visitor):
    meeting = convened()
    first = event_of(carried(post, sink)["delegate"][1])
    secretary = visitor("secretary")
    for place in ("Sala rossa", "Sala blu"):
        fields = {"day": "2030-03-04", "time": "15:00", "location": place}
        assert secretary.post(f"/meetings/{meeting}/date", fields).status_code == 200
    assert secretary.post(f"/meetings/{meeting}/items", {"title": "Un punto in più"}).status_code == 201
    assert carried(post, sink) == {}
    later(post)
    got = carried(post, sink)
    assert set(got) == CALLED and len(sink.letters) == len(CALLED)
    letter, calendar = got["delegate"]
    event = event_of(calendar)
    assert (event["UID"], event["SEQUENCE"], event["LOCATION"]) == (first["UID"], 3, "Sala blu")
    text = letter.get_body().get_content()
    assert "Un punto in più" in text and "Sala rossa" not in text
    later(post)
    assert carried(post, sink) == {}


def test_a_meeting_called_off_is_taken_out_of_the_calendars_at_once(post, sink, convened, visitor):
    meeting = convened()
    uid = event_of(carried(post, sink)["delegate"][1])["UID"]
    assert visitor("delegate").post(f"/meetings/{meeting}/cancellation", {"reason": "No"}).status_code == 403
    assert visitor("secretary").post(f"/meetings/{meeting}/cancellation", {"reason": ""}).status_code == 422
    assert visitor("secretary").post(f"/meetings/{meeting}/cancellation", {"reason": "Sala allagata"}).status_code == 200
    got = carried(post, sink)
    assert set(got) == CALLED
    letter, calendar = got["delegate"]
    event = event_of(calendar)
    assert (calendar["METHOD"], event["UID"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", uid, "CANCELLED", 1)
    assert "Sala allagata" in letter.get_body().get_content()
    later(post)
    assert carried(post, sink) == {}


def test_who_gets_a_mandate_later_is_called_and_whose_mandate_ends_is_called_off(post, sink, convened, cast):
    meeting = convened()
    carried(post, sink)
    with post.app_context():
        writing()
        seat = cast.mandate("other_delegate").seat
        seat.appoint(cast.person("outsider"), "substitute")
        cast.mandate("substitute").end()
        soon = db.session.get(Meeting, meeting).starts_at - timedelta(days=1)
        cast.mandate("chair").end(until=midnight(soon.date()))
        commit()
    later(post, 0)
    got = {role: calendar["METHOD"] for role, (_letter, calendar) in carried(post, sink).items()}
    assert got == {"outsider": "REQUEST", "substitute": "CANCEL", "chair": "CANCEL"}
    later(post, 1)
    assert carried(post, sink) == {}


def test_the_guest_of_an_item_is_called_to_it_alone(post, sink, cast, visitor):
    with post.app_context():
        meeting = cast.planned_meeting()
        writing()
        meeting = db.session.get(Meeting, meeting.id)
        until = utc_now() + timedelta(days=60)
        meeting.items[1].welcome_guest(
            "guest@example.org", cast.body("EX"), sponsor=cast.mandate("secretary"), purpose="Riferisce", until=until
        )
        commit()
        id = meeting.id
    visitor("secretary").post(f"/meetings/{id}/convocation")
    letter, calendar = carried(post, sink)["guest"]
    everything = letter.get_body().get_content() + letter["Subject"] + calendar.to_ical().decode()
    assert "Varie" in everything and "Alloggi" not in everything and "Prima seduta" not in everything


def test_of_a_confidential_item_only_the_neutral_title_leaves(post, sink, cast, visitor):
    with post.app_context():
        meeting = cast.planned_meeting(items=("Offerta riservata di un fondo", "Varie"))
        writing()
        item = db.session.get(Meeting, meeting.id).items[0]
        day = (utc_now() + timedelta(days=90)).date()
        item.seal("Questione patrimoniale", day, "Trattativa", False, cast.mandate("secretary"))
        commit()
    visitor("secretary").post(f"/meetings/{meeting.id}/convocation")
    assert set(carried(post, sink)) == CALLED
    for letter in sink.read():
        everything = letter.get_body().get_content() + letter["Subject"] + calendar_of(letter).to_ical().decode()
        assert "Questione patrimoniale" in everything and "fondo" not in everything


def test_no_title_adds_a_header_a_recipient_or_a_line_to_the_calendar(post, sink, cast):
    """Every payload of the attacks on mails as a title and as a place, through the outbox; each eighth by the SMTP server too."""
    with post.test_request_context():
        meeting, mandate = cast.planned_meeting(), cast.mandate("delegate")
        writing()
        meeting = db.session.merge(meeting)
        for number, payload in enumerate(STORABLE):
            meeting.title, meeting.location = payload[:200], payload[:200]  # as many as the archive holds
            words = {"title": payload, "agenda": [(1, payload)], "link": "/meetings/1"}
            told = {"words": words, "meeting": meeting, "mandates": [mandate], "method": "REQUEST", "called_off": None}
            told |= {"changes": [], "links": [], "page": "https://tavolo.example.org/"}
            calendar = invitation("REQUEST", meeting, mandate, **words)
            facts = {"to": f"p{number}@example.org", "language": "it", "key": f"call/{number}", "calendar": calendar}
            post_mail("meetings/mail/call", **facts, **told, answers_to=answers_address(meeting, mandate))
        meeting.title, meeting.location = "Seduta", ""
        commit()
    with post.app_context():
        mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
        written = [message_from_bytes(composed(mail, SENDER), policy=policy.default) for mail in mails]
        assert len(written) == len(STORABLE)
        with Server(sink.url) as server:
            assert sum(carry(server, mail.id, lambda _step: None) for mail in mails[::8]) == len(sink.read())
    for letter in written + sink.read():
        recipients = [each.addr_spec for each in letter["To"].addresses]
        payload = STORABLE[int(recipients[0][1:].split("@")[0])]
        assert len(recipients) == 1 and set(letter.keys()) == HEADERS and len(letter.keys()) == len(HEADERS)
        event = event_of(calendar_of(letter))
        assert str(event["ATTENDEE"]) == "mailto:delegate@example.org" and "\n" not in str(letter["Subject"])
        assert one_line(payload.partition("\n")[0])[:20].strip() in one_line(str(letter["Subject"])) or len(payload) > 150
        assert str(event["UID"]).endswith("@tavolo.example.org")


# --- Answers ---------------------------------------------------------------------------------------------------------


def answer_to(letter, partstat, **changes):
    """What a calendar program sends back: the REPLY of RFC 5546, 3.2.3, as a mail to the organiser."""
    event = event_of(calendar_of(letter))
    facts = {
        "UID": event["UID"], "SEQUENCE": event["SEQUENCE"], "ORGANIZER": event["ORGANIZER"],
        "ATTENDEE": event["ATTENDEE"], "DTSTAMP": f"{utc_now() + timedelta(seconds=5):%Y%m%dT%H%M%SZ}", "METHOD": "REPLY",
    } | changes  # fmt: skip
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Prova//IT", f"METHOD:{facts['METHOD']}", "BEGIN:VEVENT"]
    lines += [f"UID:{facts['UID']}", f"SEQUENCE:{facts['SEQUENCE']}", f"DTSTAMP:{facts['DTSTAMP']}"]
    lines += [
        f"ORGANIZER:{facts['ORGANIZER']}",
        f"ATTENDEE;PARTSTAT={partstat}:{facts['ATTENDEE']}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    reply = EmailMessage()
    reply["From"], reply["To"] = letter["To"].addresses[0].addr_spec, str(facts["ORGANIZER"]).removeprefix("mailto:")
    reply["Subject"] = "Accettato"
    reply.set_content("Accettato")
    content = ("\r\n".join(lines) + "\r\n").encode()
    reply.add_alternative(content, maintype="text", subtype="calendar", params={"method": str(facts["METHOD"])})
    return reply.as_bytes()


def arrives(app, *raws):
    box = mailbox.Maildir(app.config["MAILBOX_URL"].removeprefix("maildir:"))
    for raw in raws:
        box.add(raw)
    with app.app_context():
        read_answers(utc_now())
    folders = {name: len(box.get_folder(name)) for name in sorted(box.list_folders())}
    return len(box), folders


def replies(app):
    with app.app_context():
        rows = db.session.scalars(select(Reply).order_by(Reply.id)).all()
        return [(each.mandate.person.email.split("@")[0], each.answer, each.way) for each in rows]


def test_an_answer_by_calendar_is_noted_once_and_filed(post, sink, convened):
    convened()
    letter = carried(post, sink)["delegate"][0]
    raw = answer_to(letter, "ACCEPTED")
    assert arrives(post, raw) == (0, {"Tavolo-read": 1})
    assert replies(post) == [("delegate", "yes", "calendar")]
    assert arrives(post, raw)[1] == {"Tavolo-read": 2}
    changed = answer_to(letter, "DECLINED", DTSTAMP=f"{utc_now() + timedelta(minutes=1):%Y%m%dT%H%M%SZ}")
    arrives(post, changed, raw)
    assert replies(post) == [("delegate", "no", "calendar")]


def test_an_answer_is_believed_only_with_its_proof_its_event_and_its_attendee(post, sink, convened):
    convened()
    got = carried(post, sink)
    mine, hers = got["delegate"][0], got["other_delegate"][0]
    organiser = str(event_of(calendar_of(mine))["ORGANIZER"])
    forged = organiser[:-15] + ("a" if organiser[-15] != "a" else "b") + organiser[-14:]
    wrong = [
        answer_to(mine, "ACCEPTED", ORGANIZER="mailto:tavolo@example.org"),
        answer_to(mine, "ACCEPTED", ORGANIZER=forged),
        answer_to(mine, "ACCEPTED", UID="another@tavolo.example.org"),
        answer_to(mine, "ACCEPTED", ATTENDEE="mailto:other_delegate@example.org"),
        answer_to(hers, "ACCEPTED", ORGANIZER=organiser),
        answer_to(mine, "DELEGATED"),
        answer_to(mine, "ACCEPTED", METHOD="REQUEST"),
    ]
    assert arrives(post, *wrong) == (0, {"Tavolo-other": len(wrong)})
    assert replies(post) == []


def test_an_answer_to_a_date_that_is_no_more_counts_for_nothing(post, sink, convened, visitor):
    meeting = convened()
    old = answer_to(carried(post, sink)["delegate"][0], "ACCEPTED")
    visitor("secretary").post(f"/meetings/{meeting}/date", {"day": "2030-03-04", "time": "15:00", "location": "Sala"})
    assert arrives(post, old) == (0, {"Tavolo-read": 1}) and replies(post) == []
    later(post)
    arrives(post, answer_to(carried(post, sink)["delegate"][0], "TENTATIVE"))
    assert replies(post) == [("delegate", "maybe", "calendar")]


HOSTILE = [
    b"", b"\x00" * 5000, b"\xff\xfe\r\n\r\n", b"From: a\r\n" * 3000, b"Content-Type: text/calendar\r\n\r\n",
    b"Content-Type: text/calendar; charset=no-such\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR",
    b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
    b"SEQUENCE:x\r\nATTENDEE:a\r\nDTSTAMP:z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    b"Content-Type: text/calendar\r\n\r\n" + b"BEGIN:VCALENDAR\r\n" * 2000,
    b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
    b"To: =?utf-8?q?" + b"=0D=0A" * 900 + b"?=\r\nContent-Type: text/calendar\r\n\r\nx",
    b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (each, each) for each in range(1500)),
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\nContent-Type: text/calendar\r\n\r\nx\r\n" * 5000 + b"--a--",
    b"Subject: lunga\r\n\r\n" + b"a" * (1024 * 1024 + 5),
    b"Content-Type: text/calendar\r\nContent-Type: text/calendar; name*0*=x''%\r\n\r\nBEGIN:VCALENDAR",
]  # fmt: skip


def test_no_letter_stops_the_ones_after_it(post, sink, convened):
    convened()
    good = answer_to(carried(post, sink)["delegate"][0], "ACCEPTED")
    assert arrives(post, *HOSTILE, good) == (0, {"Tavolo-other": len(HOSTILE), "Tavolo-read": 1})
    assert replies(post) == [("delegate", "yes", "calendar")]


def test_a_worker_that_dies_between_the_answer_and_the_filing_loses_and_doubles_nothing(post, sink, convened, monkeypatch):
    convened()
    raw = answer_to(carried(post, sink)["delegate"][0], "ACCEPTED")
    with monkeypatch.context() as dying:
        dying.setattr("app.mailbox.Letter.file", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            arrives(post, raw)
    assert replies(post) == [("delegate", "yes", "calendar")]
    assert arrives(post) == (0, {"Tavolo-read": 1}) and replies(post) == [("delegate", "yes", "calendar")]


def test_a_mandate_that_ended_answers_no_more(post, sink, convened, cast):
    convened()
    raw = answer_to(carried(post, sink)["delegate"][0], "ACCEPTED")
    with post.app_context():
        writing()
        cast.mandate("delegate").end()
        commit()
    assert arrives(post, raw) == (0, {"Tavolo-other": 1}) and replies(post) == []


def test_nothing_is_taken_once_the_meeting_has_begun(post, sink, convened):
    meeting = convened()
    raw = answer_to(carried(post, sink)["delegate"][0], "ACCEPTED")
    with post.app_context():
        starts = db.session.get(Meeting, meeting).starts_at
    with time_machine.travel(starts + timedelta(seconds=1)):
        assert arrives(post, raw) == (0, {"Tavolo-other": 1})
    assert replies(post) == []


@pytest.fixture(scope="module")
def imap():
    """A real IMAP server of our own."""
    need("dovecot")
    server = Dovecot()
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize("able", ["MOVE", ""])
def test_a_real_imap_server_is_read_over_tls_and_its_letters_are_filed(post, sink, convened, imap, monkeypatch, able):
    """By MOVE (RFC 6851), and by copying where a server does not know it."""
    monkeypatch.setattr("app.mailbox.trusted", imap.trusted)
    if not able:
        monkeypatch.setattr("app.mailbox.Imap.moves", lambda _box: False)
    monkeypatch.setitem(post.config, "MAILBOX_URL", imap.url)
    convened()
    before = [imap.count(folder) for folder in ("Tavolo-read", "Tavolo-other")] if not able else [0, 0]
    imap.deliver(answer_to(carried(post, sink)["delegate"][0], "ACCEPTED"), b"Subject: altro\r\n\r\nCiao\r\n", HOSTILE[6])
    for _twice in range(2):
        with post.app_context():
            read_answers(utc_now())
    after = [imap.count(folder) for folder in ("INBOX", "Tavolo-read", "Tavolo-other")]
    assert after == [0, before[0] + 1, before[1] + 2]
    assert replies(post) == [("delegate", "yes", "calendar")]


def test_a_mailbox_that_cannot_be_reached_or_believed_stops_nothing(post, imap, monkeypatch, caplog):
    """A server that is not there, one whose certificate nobody vouches for, a password that is wrong."""
    with post.app_context():
        read_answers(utc_now(), url=imap.url)
        monkeypatch.setattr("app.mailbox.trusted", imap.trusted)
        for url in (imap.url.replace("una%2Fparola", "altra"), imap.url.replace(str(imap.port), "1")):
            read_answers(utc_now(), url=url)
    assert caplog.text.count("cannot be read") == 3 and "altra" not in caplog.text


def test_the_file_for_a_calendar_names_the_same_event_as_the_invitation(post, sink, convened, visitor):
    meeting = convened()
    invited = event_of(carried(post, sink)["delegate"][1])
    reply = visitor("delegate").get(f"/meetings/{meeting}/calendar.ics")
    calendar = Calendar.from_ical(reply.data)
    event = event_of(calendar)
    assert reply.mimetype == "text/calendar" and calendar["METHOD"] == "PUBLISH"
    assert [event[name] for name in ("UID", "SEQUENCE", "SUMMARY", "LOCATION")] == [
        invited[name] for name in ("UID", "SEQUENCE", "SUMMARY", "LOCATION")
    ]
    assert all(len(line) <= 75 for line in reply.data.split(b"\r\n"))
    assert visitor("outsider").get(f"/meetings/{meeting}/calendar.ics").status_code == 404
