"""The floor: hands up, who speaks now, and for how long each organisation has spoken."""

from collections import defaultdict
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from app.database import Dated, Instant, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.meeting import Meeting
from app.meetings.models.presence import Assembly, sitting_in, whole
from app.membership.models import Mandate

# A point of order (mozione d'ordine) is heard before everything else.
KINDS = ("contribution", "question", "reply", "order")


class Hand(db.Model):
    """Somebody asks for the floor, on the item at hand. It waits until she is called or it is put down.

    `place` orders the hands that wait; `raised_by` is another mandate where the secretariat raised it for somebody.
    """

    __table_args__ = (Index(None, "meeting_id", "closed_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[int]
    raised_at: Mapped[datetime] = mapped_column(Instant)
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    mandate: Mapped[Mandate] = relationship(foreign_keys=mandate_id)
    raised_by: Mapped[Mandate] = relationship(foreign_keys=raised_by_id)

    @classmethod
    def put_up(cls, meeting, mandate, kind, voice):
        """RuleBroken for who is not there, is out for a conflict of interest, or has her hand up already."""
        meeting.check_open()
        hold(Meeting, meeting.id)  # one hand a person, one place a hand
        check_may_speak(meeting, mandate)
        if kind not in KINDS:
            raise RuleBroken(_l("Choose what you ask the floor for."), field="kind", status=422)
        waiting = hands_up(meeting)
        if any(each.mandate_id == mandate.id and (each.kind == "order") == (kind == "order") for each in waiting):
            raise RuleBroken(_l("This hand is up already."))
        place = 1 + max((each.place for each in waiting), default=0)
        facts = {"kind": kind, "place": place, "raised_at": utc_now(), "raised_by": voice}
        hand = cls(meeting=meeting, item=meeting.current_item, mandate=mandate, **facts)
        db.session.add(hand)
        announce(meeting, "hand-raised", hand, voice=voice, of=mandate.person_id, asked=kind)
        return hand

    def put_down(self, voice):
        self.check_waits()
        self.closed_at = utc_now()
        announce(self.meeting, "hand-lowered", self, voice=voice, of=self.mandate.person_id)

    def move(self, up, voice):
        """One place up or down among the hands of its own rank; at the end of the row nothing changes."""
        self.check_waits()
        row = [each for each in hands_up(self.meeting) if (each.kind == "order") == (self.kind == "order")]
        here = row.index(self)
        there = here + (-1 if up else 1)
        if 0 <= there < len(row):
            row[there].place, self.place = self.place, row[there].place
            announce(self.meeting, "hands-reordered", self, voice=voice)

    def give_floor(self, voice):
        """She speaks now; who spoke before has finished."""
        self.check_waits()
        check_may_speak(self.meeting, self.mandate)
        self.closed_at = utc_now()
        return Speech.begin(self.meeting, self.mandate, self.kind, voice)

    def check_waits(self):
        self.meeting.check_open()
        if self.closed_at:
            raise RuleBroken(_l("This hand is not up any more."))


class Speech(Dated, db.Model):
    """Somebody speaks from `since` to `until`, on an item, by a mandate: her organisation's time runs."""

    __table_args__ = (Index(None, "meeting_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    kind: Mapped[str] = mapped_column(String(20))

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    mandate: Mapped[Mandate] = relationship()

    @classmethod
    def call(cls, meeting, mandate, kind, voice):
        """The floor without a hand; RuleBroken for who may not speak now."""
        meeting.check_open()
        check_may_speak(meeting, mandate)
        return cls.begin(meeting, mandate, kind, voice)

    @classmethod
    def begin(cls, meeting, mandate, kind, voice):
        hold(Meeting, meeting.id)  # the floor given to two at once
        end_speech(meeting, voice)
        speech = cls(meeting=meeting, item=meeting.current_item, mandate=mandate, kind=kind, since=utc_now())
        db.session.add(speech)
        announce(meeting, "floor-given", speech, voice=voice, of=mandate.person_id, asked=kind)
        return speech

    def end(self, voice):
        if self.until is not None:
            raise RuleBroken(_l("This speech is over already."))
        self.until = utc_now()
        announce(self.meeting, "floor-taken-back", self, voice=voice, of=self.mandate.person_id, seconds=self.seconds(self.until))

    def seconds(self, at):
        """How many seconds it has lasted at a moment."""
        return int(((self.until or at) - self.since).total_seconds())


def check_may_speak(meeting, mandate):
    """RuleBroken unless she is in the room by this mandate, or a guest of the item at hand, and has not left for it."""
    at, item = utc_now(), meeting.current_item
    if not mandate.holds(at):
        raise RuleBroken(_l("This mandate gives no right to speak now."))
    assembly = Assembly(meeting)
    if mandate.role != "guest" and not sitting_in(assembly, mandate, at):
        sentence = _l("%(name)s is not marked as present: ask the secretariat.", name=mandate.person.name)
        raise RuleBroken(sentence)
    if mandate.role == "guest" and not (item and mandate.seat.place.noun == "item" and mandate.seat.place.noun_id == item.id):
        raise RuleBroken(_l("A guest speaks while her own item is being treated."))
    if assembly.left_for(mandate, item, at):
        raise RuleBroken(_l("%(name)s has left for this item because of a conflict of interest.", name=mandate.person.name))


def hands_up(meeting):
    """The hands that wait, points of order first."""
    query = select(Hand).where(Hand.meeting_id == meeting.id, Hand.closed_at.is_(None)).options(*whole(Hand.mandate))
    return db.session.scalars(query.order_by(Hand.kind != "order", Hand.place, Hand.id)).all()


def speeches_of(meeting):
    """All speeches of a sitting in their order."""
    query = select(Speech).where(Speech.meeting_id == meeting.id).order_by(Speech.id)
    return db.session.scalars(query.options(*whole(Speech.mandate), selectinload(Speech.item))).all()


def speech_in_course(meeting):
    query = select(Speech).where(Speech.meeting_id == meeting.id, Speech.until.is_(None))
    return db.session.scalar(query.options(*whole(Speech.mandate)))


def time_by_organisation(speeches, at):
    """[(organisation, seconds)] at a moment, the longest first."""
    spent, bodies = defaultdict(int), {}
    for each in speeches:
        body = each.mandate.organisation
        bodies[body.id] = body
        spent[body.id] += each.seconds(at)
    return sorted(((bodies[id], seconds) for id, seconds in spent.items()), key=lambda pair: (-pair[1], pair[0].id))


def end_speech(meeting, voice):
    speech = speech_in_course(meeting)
    if speech is not None:
        speech.end(voice)


def clear_the_floor(said):
    """With another item, a suspension or the end of the sitting nobody speaks any more; with another item hands come down."""
    meeting = said.stream
    if not isinstance(meeting, Meeting):
        return
    end_speech(meeting, said.voice)
    if said.kind == "sitting-suspended":
        return
    item = said.subject if said.kind == "item-taken-up" else None
    for hand in hands_up(meeting):
        if hand.item is not item or said.kind == "meeting-closed":
            hand.closed_at = utc_now()


for kind in ("item-taken-up", "sitting-suspended", "meeting-closed"):
    react(kind, clear_the_floor)
