"""Reminders of a meeting, counted back from its start: they move with it, since nothing of them is stored but what was sent.

Each mail is known by the start it counts back from, so that a meeting that is moved reminds again. Who said no is not
reminded; who said nothing is asked again, once, the day before answers are due.
"""

from datetime import timedelta

from flask_babel import force_locale
from sqlalchemy import select

from app.database import commit, day_of, db, writing
from app.happenings import react
from app.meetings.models import Meeting
from app.meetings.models.convocation import Convocation
from app.meetings.models.timetable import LONGEST, days_before, timetables
from app.meetings.queries.called import called_to, substitutes_of
from app.meetings.rounds.calling import WHOLE, links, words_for
from app.outbox import Mail, absolute, drop_mails, post_mail
from app.rounds import round_of


@round_of("meetings-near", every=300)
def remind(now):
    """Of several reminders missed only the nearest is sent; none that was due before the call itself or the new date."""
    for meeting_id, key, kind in due(now):
        writing()
        meeting = db.session.get(Meeting, meeting_id, options=WHOLE)
        for person, mandates in called_to(meeting, now).items():
            if is_reminded(meeting, mandates, kind):
                post(meeting, person, mandates, kind, f"{key}/{person.id}", now)
        commit()


def due(now):
    """[(meeting id, key, kind)] of the reminders whose time has come and that nobody has got; kind is `near` or `answer`."""
    meetings = db.session.execute(told_meetings(now)).all()
    rules = timetables({row.table_id for row in meetings})
    found = [each for row in meetings for each in due_of(row, rules[row.table_id], now)]
    db.session.rollback()
    return [each for each in found if not is_sent(each[1])]


def told_meetings(now):
    """Those whose call has left this house, with the moment since which their date stands."""
    dated = (Convocation.sequence == Meeting.dated_sequence) & (Convocation.meeting_id == Meeting.id)
    query = select(Meeting.id, Meeting.table_id, Meeting.starts_at, Convocation.at).join(Convocation, dated)
    awaited = (Meeting.opened_at.is_(None), Meeting.closed_at.is_(None), Meeting.cancelled_at.is_(None))
    soon = Meeting.starts_at.between(now, now + timedelta(days=LONGEST + 2))
    return query.where(*awaited, soon, Convocation.told_at.is_not(None))


def due_of(row, rules, now):
    came = [days for days in rules.reminder_days if row.at < days_before(row.starts_at, days) <= now]
    found = [(row.id, f"near/{row.id}/{row.starts_at:%Y%m%dT%H%M}/{min(came)}", "near")] if came else []
    asking = days_before(row.starts_at, rules.answers_days + 1)
    if row.at < asking <= now < days_before(row.starts_at, rules.answers_days):
        found.append((row.id, f"asked-again/{row.id}/{row.starts_at:%Y%m%dT%H%M}", "answer"))
    return found


def is_sent(key):
    return db.session.scalar(select(Mail.id).where(Mail.key.startswith(f"{key}/", autoescape=True)).limit(1)) is not None


def is_reminded(meeting, mandates, kind):
    said = {each.mandate_id: each.answer for each in meeting.replies if each.is_current(meeting)}
    answers = [said.get(each.id) for each in mandates]
    return None in answers if kind == "answer" else any(answer != "no" for answer in answers)


def post(meeting, person, mandates, kind, key, now):
    with force_locale(person.language or "it"):
        words = words_for(meeting, mandates[0], now)
    silent = [
        each for each in mandates if not any(row.mandate_id == each.id and row.is_current(meeting) for row in meeting.replies)
    ]
    facts = {"to": person.email, "language": person.language, "key": key, "person_id": person.id}
    told = {"meeting": meeting, "words": words, "kind": kind, "links": links(meeting, silent)}
    days = (day_of(meeting.starts_at) - day_of(now)).days
    post_mail("meetings/mail/reminder", **facts, **told, days=days, page=absolute(words["link"]))


# --- What a move, a calling off and an answer change -----------------------------------------------------------------


def take_back(said):
    """A reminder of the old date that has not left yet stays here."""
    if isinstance(said.stream, Meeting):
        for kind in ("near", "asked-again", "step-in"):
            drop_mails(Mail.key.startswith(f"{kind}/{said.stream.id}/"), Mail.claimed_at.is_(None))


def suggest_substitute(said):
    """A delegate who does not come: her substitute is asked, and the next one where that one does not come either."""
    reply = said.subject
    if said.facts["answer"] != "no" or reply.mandate.role not in ("delegate", "substitute"):
        return
    db.session.flush()
    meeting, now = reply.meeting, said.at
    refused = {row.mandate_id for row in meeting.replies if row.answer == "no" and row.is_current(meeting)}
    if not speaks_no_more(meeting, reply.mandate, refused, now):
        return
    following = next((each for each in substitutes_of(reply.mandate.seat_id, now) if each.id not in refused), None)
    if following is not None:
        step_in(meeting, reply, following)


def speaks_no_more(meeting, mandate, refused, now):
    """Has the delegate of this seat said no, or has the seat none?"""
    delegate = mandate.seat.delegate_at(now)
    return delegate is None or delegate.id in refused


def step_in(meeting, reply, mandate):
    person = mandate.person
    key = f"step-in/{meeting.id}/{meeting.dated_sequence}/{mandate.id}"
    facts = {"to": person.email, "language": person.language, "key": key, "person_id": person.id}
    told = {"meeting": meeting, "absent": reply.mandate, "mandate": mandate, "link": links(meeting, [mandate])[0][1]}
    post_mail("meetings/mail/step_in", **facts, **told, page=absolute(f"/meetings/{meeting.id}"))


react("meeting-moved", take_back)
react("meeting-cancelled", take_back)
react("reply-given", suggest_substitute)
