"""An invitation: an address is asked to come in for one body; whoever holds the link and answers to the address accepts it."""

import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.organisation import Organisation
from app.membership.models.person import Affiliation, Person, normal_email
from app.membership.models.seat import Seat
from app.membership.models.sign_in import hashed
from app.outbox import absolute, drop_mail, is_address, post_mail

LIVES = timedelta(days=14)


class Invitation(db.Model):
    """`token_hash` is the SHA-256 of the 256 random bits in the link; a new link (`links` counts them) ends the one before.

    Who accepts belongs to the body; as its administrator where `administrator`; and is named for `seat` in `role` where
    there is one.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    administrator: Mapped[bool] = mapped_column(default=False)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    role: Mapped[str | None] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    links: Mapped[int] = mapped_column(default=0)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    organisation: Mapped[Organisation] = relationship()
    seat: Mapped[Seat | None] = relationship()
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)
    accepted_by: Mapped[Person | None] = relationship(foreign_keys=accepted_by_id)

    @classmethod
    def make(cls, organisation, email, name, *, language, administrator=False, seat=None, role=None, by):
        """Invite an address, and post the mail; RuleBroken where it is none, belongs to the body, or is invited already."""
        now, email = utc_now(), normal_email(email)
        check_may_be_invited(organisation, email, now)
        check_nomination(organisation, seat, role, now)
        facts = {"language": language, "administrator": administrator, "seat": seat, "role": role if seat else None}
        invitation = cls(organisation=organisation, email=email, name=name, made_by=by, made_at=now, links=0, **facts)
        invitation.send_link()
        db.session.add(invitation)
        announce(by, "invitation-made", invitation, person=by, organisation=organisation)
        return invitation

    def state(self, at):
        """`accepted`, `revoked`, `expired` or `open`."""
        if self.accepted_at is not None:
            return "accepted"
        if self.revoked_at is not None:
            return "revoked"
        return "open" if at < self.expires_at and self.organisation.lives(at) else "expired"

    def send_link(self):
        """Post a mail with a new link that lasts fourteen days."""
        now, token = utc_now(), secrets.token_urlsafe(32)
        drop_mail(self.mail_key)
        self.token_hash, self.links, self.expires_at = hashed(token), self.links + 1, now + LIVES
        db.session.add(self)
        db.session.flush()
        context = {"invitation": self, "link": absolute(f"/invitations/{token}")}
        post_mail("membership/mail/invitation", to=self.email, language=self.language, key=self.mail_key, **context)

    @property
    def mail_key(self):
        return f"invitation/{self.id}/{self.links}"

    def resend(self, by):
        """A new link to the same address, in the name of who presses; the one before opens nothing any more."""
        self.check_pending()
        self.made_by = by
        self.send_link()
        return announce(by, "invitation-resent", self, person=by)

    def revoke(self, by):
        self.check_pending()
        self.revoked_at = utc_now()
        drop_mail(self.mail_key)
        return announce(by, "invitation-revoked", self, person=by)

    def check_pending(self):
        if self.accepted_at is not None or self.revoked_at is not None:
            raise RuleBroken(_l("This invitation has been accepted or taken back already."))

    def accept(self, person, *, confirmed):
        """The person belongs to the body from now on, and is named where the invitation says so; once only.

        A nomination that the seat no longer allows is left out: returns its sentence, else None. `confirmed` says that
        the nomination needs nobody's word any more.
        """
        now = utc_now()
        if self.state(now) != "open" or person.email != self.email:
            raise RuleBroken(_l("This invitation cannot be accepted any more."))
        self.accepted_at, self.accepted_by = now, person
        self.affiliate(person, now)
        announce(person, "invitation-accepted", self, person=person, organisation=self.organisation)
        return self.nominate(person, confirmed)

    def affiliate(self, person, now):
        mine = affiliation_of(person.email, self.organisation, now)
        if mine is None:
            mine = Affiliation(person=person, organisation=self.organisation, administrator=False, since=now)
            db.session.add(mine)
        mine.administrator = mine.administrator or self.administrator

    def nominate(self, person, confirmed):
        if self.seat is None:
            return None
        try:
            self.seat.appoint(person, self.role, confirmed=confirmed, by=self.made_by)
        except RuleBroken as broken:
            return broken.sentence
        return None


def invitation_of(token):
    """The invitation that a link belongs to, or None."""
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))


def check_may_be_invited(organisation, email, now):
    if not is_address(email) or "." not in email.rpartition("@")[2]:
        raise RuleBroken(_l("Write an e-mail address like name@example.org."), field="email", status=422)
    if not organisation.lives(now):
        raise RuleBroken(_l("This body is not active today: nobody can be invited into it."))
    if affiliation_of(email, organisation, now):
        raise RuleBroken(_l("Who has this address belongs to this body already."), field="email", status=422)
    pending = select(Invitation).where(
        Invitation.organisation_id == organisation.id, Invitation.email == email,
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now,
    )  # fmt: skip
    if db.session.scalar(pending):
        sentence = _l("An invitation to this address is waiting already: send it again or take it back below.")
        raise RuleBroken(sentence, field="email", status=422)


def check_nomination(organisation, seat, role, now):
    if seat is not None and not role:
        raise RuleBroken(_l("Choose the role for this seat."), field="role", status=422)
    if seat is not None and (seat.organisation_id != organisation.id or not seat.in_force(now)):
        raise RuleBroken(_l("Choose a seat of this body."), field="seat", status=422)


def affiliation_of(email, organisation, at):
    """The affiliation in force of who has an address, or None."""
    query = select(Affiliation).join(Affiliation.person).where(Person.email == email, Affiliation.in_force(at))
    return db.session.scalar(query.where(Affiliation.organisation_id == organisation.id))
