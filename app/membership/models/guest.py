"""A guest: a person who comes into one workspace or one agenda item, for a purpose, by a sponsor, until a day.

She holds a mandate of role `guest` in a seat of role `guest` of her body, so that seeing, speaking and ending work as for
every mandate; the row here says who answers for her and from where in the log she reads.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from app.database import Instant, day_after, day_of, db, last_day, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso, next_seq, react
from app.membership.models.mandate import Mandate
from app.membership.models.person import Affiliation, Person, normal_email
from app.membership.models.rules import overlap
from app.membership.models.seat import Seat
from app.membership.models.telling import told_dates, told_mandate, told_organisation, told_person

LONGEST_PURPOSE = 300
LONGEST_STAY = timedelta(days=366)
RENEWAL = timedelta(days=90)
ROLE = "guest"


class Guest(db.Model):
    """`sponsor` is a mandate of the workspace, or of the table of the item; `entered_after` the head of the place's stream
    before she came: she reads what came later. Once the sponsor's mandate has ended, who leads the workspace or keeps
    the table is asked in her stead; the guest stays until her day all the same.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), unique=True)
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(LONGEST_PURPOSE))
    entered_after: Mapped[int]
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    renewed: Mapped[int] = mapped_column(default=0)

    mandate: Mapped[Mandate] = relationship(foreign_keys=mandate_id)
    sponsor: Mapped[Mandate] = relationship(foreign_keys=sponsor_id)

    @classmethod
    def welcome(cls, place, address, organisation, *, sponsor, purpose, until):
        """A person known by her e-mail address comes in now, for her body, until a moment at most a year away.

        RuleBroken where nobody of that body has the address, where the body takes part anyway, or for a wrong end.
        """
        now = utc_now()
        check_stay(now, until)
        check_body_is_elsewhere((place, sponsor.seat.place), organisation, now, until)
        person = known_person(address, organisation, now)
        seat = guest_seat(place, organisation, now, until, sponsor)
        mandate = seat.appoint(person, ROLE, since=now, until=until, voice=sponsor)
        guest = cls(mandate=mandate, sponsor=sponsor, purpose=purpose, entered_after=next_seq(place) - 1)
        db.session.add(guest)
        announce(place, "guest-welcomed", guest, voice=sponsor, of=person, until=iso(until))
        return guest

    @property
    def place(self):
        return self.mandate.seat.place

    @property
    def host(self):
        """The place of those who answer for her: the workspace, or the table of the item."""
        return self.sponsor.seat.place

    @property
    def until(self):
        return self.mandate.until

    def next_end(self):
        """The end that one click gives her: ninety days more, at most a year from now."""
        now = utc_now()
        return min(day_after(last_day(self.until) + RENEWAL), day_after(day_of(now) + LONGEST_STAY - timedelta(days=1)))

    def renew(self, until, *, voice=None, by=None):
        """She stays longer: her end moves away while it has not come yet. The log keeps the ends she had before."""
        now = utc_now()
        if not self.mandate.in_force(now):
            raise RuleBroken(_l("This has already ended."))
        check_stay(now, until)
        if until <= self.until:
            raise RuleBroken(_l("A renewal moves the end away: choose a later day."), field="until", status=422)
        seat = self.mandate.seat
        self.mandate.until, seat.until = until, max(seat.until, until)
        self.renewed, self.asked_at = self.renewed + 1, None
        return announce(self.place, "guest-renewed", self, voice=voice, person=by, of=self.mandate.person_id, until=iso(until))

    def leave(self, *, voice=None, by=None):
        """The stay ends now, by whoever it is."""
        return self.mandate.end(voice=voice, by=by)


def check_stay(now, until):
    if until <= now:
        raise RuleBroken(_l("A guest stays at least until the end of today."), field="until", status=422)
    if until > now + LONGEST_STAY:
        raise RuleBroken(_l("A guest stays a year at most: choose a nearer day. You can renew later."), field="until", status=422)


def check_body_is_elsewhere(places, organisation, since, until):
    """Who takes part is no guest: she gets a mandate in the seat of her body."""
    for place in places:
        for seat in place.seats:
            if seat.organisation_id == organisation.id and seat.role != ROLE and overlap(seat, since, until):
                sentence = _l("%(name)s already takes part here: name this person in its seat.", name=organisation.name)
                raise RuleBroken(sentence, field="organisation", status=422)


def known_person(address, organisation, now):
    """The person with exactly this address who belongs to the body; the same sentence for all others."""
    query = select(Person).join(Person.affiliations).where(Person.email == normal_email(address))
    query = query.where(Affiliation.organisation_id == organisation.id, Affiliation.in_force(now))
    person = db.session.scalar(query.where(Person.lives(now)).limit(1))
    if person is None:
        sentence = _l(
            "Nobody of %(name)s is registered here with this address. Its administrator, or the platform's, invites her first.",
            name=organisation.name,
        )
        raise RuleBroken(sentence, field="email", status=422)
    return person


def guest_seat(place, organisation, since, until, sponsor):
    """The seat in which the guests of a body sit; it lasts as long as the last of them stays."""
    for seat in place.seats:
        if seat.organisation_id == organisation.id and seat.role == ROLE and seat.in_force(since):
            seat.until = max(seat.until, until)
            return seat
    return place.seat(organisation, ROLE, since=since, until=until, voice=sponsor)


def close_seat(said):
    """With its last guest the seat ends too."""
    seat = said.subject.seat
    if seat.role == ROLE and seat.until:
        seat.until = max(seat.since, min(seat.until, max(each.until for each in seat.mandates)))


def guests_staying(at):
    """A select of the guests who stay at a moment, with all that a list of them shows, the first to leave first."""
    query = select(Guest).join(Guest.mandate).join(Mandate.seat).where(Mandate.in_force(at), Seat.in_force(at))
    return query.options(*whole_guest()).order_by(Mandate.until, Guest.id)


def whole_guest():
    """For a query that joined the guest's mandate and seat."""
    mandate = contains_eager(Guest.mandate)
    seat = mandate.contains_eager(Mandate.seat)
    host = db.joinedload(Guest.sponsor)
    sponsor = host.joinedload(Mandate.seat)
    return (
        mandate.joinedload(Mandate.person), seat.joinedload(Seat.organisation), seat.joinedload(Seat.place),
        host.joinedload(Mandate.person), sponsor.joinedload(Seat.organisation), sponsor.joinedload(Seat.place),
    )  # fmt: skip


def told_guest(guest):
    """A guest as programs read her; what `whole_guest` names must be loaded."""
    mandate = guest.mandate
    return {
        "id": guest.id,
        "address": f"/guests/{guest.id}",
        "person": told_person(mandate.person),
        "organisation": told_organisation(mandate.organisation),
        "purpose": guest.purpose,
        **told_dates(mandate),
        "sponsor": told_mandate(guest.sponsor) | {"organisation": told_organisation(guest.sponsor.organisation)},
        "renewed": guest.renewed,
    }


react("mandate-ended", close_seat)
