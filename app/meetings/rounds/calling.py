"""Calling people: the mails that follow a convocation, its changes and its end, and those for who comes or goes meanwhile.

The call and the calling off go out with the act itself. A change waits a minute, so that several become one mail. What came
through no door by somebody's hand (the demonstration, an import) calls nobody.
"""

from datetime import timedelta
from functools import cached_property

from flask import has_request_context
from flask_babel import force_locale
from sqlalchemy import not_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import commit, day_of, db, hold, utc_now, writing
from app.happenings import react
from app.meetings.invitation import answers_address, invitation
from app.meetings.models import Action, AgendaItem, Convocation, Meeting, Notice
from app.meetings.queries.called import called_to, notices_of, standing
from app.membership.models import Organisation
from app.outbox import Mail, absolute, drop_mails, post_mail
from app.permissions import answer_token
from app.rounds import round_of
from app.words import titled

# Changes that follow one another within this time are told in one mail (as OpenProject merges them).
MERGED = timedelta(minutes=1)
# Late promises that a call names.
LATE_TOLD = 10
WHOLE = (
    joinedload(Meeting.table),
    selectinload(Meeting.items),
    selectinload(Meeting.convocations),
    selectinload(Meeting.replies),
)


def tell_at_once(said):
    """The call itself, and the calling off."""
    if isinstance(said.stream, Meeting) and has_request_context() and said.stream.convened_at:
        db.session.flush()
        Called(said.stream, utc_now()).tell()


react("meeting-convened", tell_at_once)
react("meeting-cancelled", tell_at_once)


@round_of("meetings-called", every=15)
def tell_changes(now):
    """What was changed a minute ago, who got a mandate since the call, and whose mandate ends before the start."""
    for id in ids_of_called(now):
        if not Called(db.session.get(Meeting, id, options=WHOLE), now).is_due():
            continue
        writing()
        hold(Meeting, id)
        meeting = db.session.get(Meeting, id, options=WHOLE)
        Called(meeting, now).tell()
        commit()
    db.session.rollback()


def ids_of_called(now):
    """The meetings whose call has left this house and that have not begun."""
    told = select(Convocation.meeting_id).where(Convocation.told_at.is_not(None))
    awaited = (Meeting.opened_at.is_(None), Meeting.closed_at.is_(None), Meeting.starts_at > now)
    return db.session.scalars(select(Meeting.id).where(Meeting.id.in_(told), *awaited).order_by(Meeting.starts_at)).all()


class Called:
    """What those who are called know of a meeting, and what they must still be told at a moment."""

    def __init__(self, meeting, now):
        self.meeting, self.now = meeting, now
        self.notices = notices_of(meeting)
        self.called, self.standing = called_to(meeting, now), standing(self.notices)
        untold = [each for each in meeting.convocations if each.told_at is None]
        self.changes = untold if untold and (goes_at_once(untold) or now - untold[0].at >= MERGED) else []

    def requests(self):
        """{person: mandates}: everybody after a change; else who holds a mandate by which she has not been called."""
        if self.changes:
            return self.called
        return {who: mandates for who, mandates in self.called.items() if set(mandates) - set(self.standing.get(who, ()))}

    def cancels(self):
        return {who: mandates for who, mandates in self.standing.items() if who not in self.called}

    @cached_property
    def late(self):
        """What is late at this table and open to all who sit there: the sitting begins with it."""
        query = select(Action).join(Action.item).join(AgendaItem.meeting).where(Action.table_id == self.meeting.table_id)
        query = query.where(Action.waits(), Action.is_late(day_of(self.now)), Meeting.closed_at.is_not(None))
        named = joinedload(Action.organisation).selectinload(Organisation.aliases)
        query = query.where(not_(AgendaItem.is_sealed(self.now))).options(named)
        return db.session.scalars(query.order_by(Action.due_on, Action.id).limit(LATE_TOLD)).all()

    def is_due(self):
        return bool(self.changes or self.requests() or self.cancels())

    def tell(self):
        """Put the mails into the outbox, once; what was still waiting there in older words is taken back."""
        requests, cancels = self.requests(), self.cancels()
        for person, mandates in requests.items():
            self.post("REQUEST", person, mandates)
        for person, mandates in cancels.items():
            self.post("CANCEL", person, mandates)
        for each in self.changes:
            each.told_at = self.now

    def post(self, method, person, mandates):
        meeting, first = self.meeting, mandates[0]
        before = [each for each in self.notices if each.person_id == person.id]
        drop_mails(Mail.key.in_([each.mail_key for each in before]), Mail.claimed_at.is_(None))
        key = f"call/{meeting.id}/{meeting.sequence}/{method.lower()}/{person.id}/{len(before)}"
        with force_locale(person.language or "it"):
            words = words_for(meeting, first, self.now)
        told = {"words": words, "meeting": meeting, "mandates": mandates, "method": method, "called_off": meeting.cancelled_at}
        told |= {"changes": changes_of(meeting, self.changes) if before else [], "links": links(meeting, mandates)}
        told |= {"late": self.late if method == "REQUEST" and first.seat.place.noun != "item" else []}
        answer = next((each.answer for each in meeting.replies if each.mandate is first and each.is_current(meeting)), None)
        calendar = invitation(method, meeting, first, answer=answer, **words)
        facts = {"to": person.email, "language": person.language, "key": key, "person_id": person.id}
        facts |= {"calendar": calendar, "answers_to": answers_address(meeting, first)}
        post_mail("meetings/mail/call", **facts, **told, page=absolute(words["link"]))
        for mandate in mandates:
            row = {"meeting_id": meeting.id, "mandate": mandate, "person": person, "method": method, "mail_key": key}
            db.session.add(Notice(**row, sequence=meeting.sequence, address=person.email, made_at=self.now))


def goes_at_once(untold):
    return untold[0].kind == "convened" or untold[-1].kind == "cancelled"


def words_for(meeting, mandate, now):
    """What one person may read: the whole agenda, a guest her item alone; of a confidential item its neutral title."""
    place = mandate.seat.place
    mine = [item for item in meeting.items if place.noun != "item" or item.id == place.noun_id]
    agenda = [(item.position, item.words(now).title) for item in mine]
    if place.noun == "item":
        return {"title": f"{titled(meeting.table)}: {agenda[0][1]}", "agenda": agenda, "link": f"/items/{place.noun_id}"}
    return {"title": meeting.title, "agenda": agenda, "link": f"/meetings/{meeting.id}"}


def links(meeting, mandates):
    """[(mandate, address)]: where each mandate is answered for without signing in."""
    return [(each, absolute(f"/answers/{answer_token('link', meeting.id, each.id)}")) for each in mandates]


def changes_of(meeting, untold):
    """What is different from what was told before: of several moves only what is left of them."""
    if not untold:
        return []
    told = [each for each in meeting.convocations if each.told_at and each not in untold]
    before = told[-1] if told else untold[0]
    found = ["starts_at"] if before.starts_at != meeting.starts_at else []
    found += ["location"] if before.location != meeting.location else []
    kinds = {each.kind for each in untold}
    return found + [kind for kind in ("agenda", "paper") if kind in kinds]


@round_of("notices-settled", every=60)
def settle_notices(now):
    """What became of each notice, copied before the outbox forgets it."""
    open_ones = select(Notice, Mail).join(Mail, Mail.key == Notice.mail_key)
    open_ones = open_ones.where(Notice.sent_at.is_(None), Mail.sent_at.is_not(None) | Mail.refused_at.is_not(None))
    open_ones = open_ones.where(Notice.failed_at.is_(None) | Mail.sent_at.is_not(None))
    if db.session.execute(open_ones.limit(1)).first() is None:
        db.session.rollback()
        return
    writing()
    for notice, mail in db.session.execute(open_ones).all():
        notice.sent_at, notice.failed_at = mail.sent_at, None if mail.sent_at else mail.refused_at
    commit()
