"""The worker's part in the stays of guests: who answers for a guest is asked, 14 and 3 days before the end, if she stays."""

from datetime import timedelta

from app.database import commit, day_of, db, last_day, writing
from app.membership.models import Mandate
from app.membership.models.guest import guests_staying
from app.membership.queries.guests import who_answers
from app.membership.queries.naming import place_names
from app.outbox import absolute, post_mail
from app.rounds import round_of

ASKED = (3, 14)  # days before the end


@round_of("guests-asked", every=3600)
def ask_sponsors(now):
    """One mail for each end and each of the two days, to the sponsor, or to who leads or keeps once her mandate has ended.

    The mail leads to a page with two buttons; without an answer the stay ends on its day.
    """
    due = [guest for guest in ending(now) if day_to_ask(guest, now)]
    if not due:
        return
    ids = [guest.id for guest in due]
    writing()
    for guest in ending(now):
        if guest.id in ids and day_to_ask(guest, now):
            ask(guest, day_to_ask(guest, now), now)
    commit()


def ending(now):
    soon = now + timedelta(days=max(ASKED))
    return db.session.scalars(guests_staying(now).where(Mandate.until <= soon)).all()


def day_to_ask(guest, now):
    """The nearer of the two days that has come, or None; who came later than that is not asked about."""
    days = next((days for days in ASKED if guest.until - timedelta(days=days) <= now), None)
    asked_from = days and guest.until - timedelta(days=days)
    if days is None or guest.mandate.since > asked_from or (guest.asked_at and guest.asked_at >= asked_from):
        return None
    return days


def ask(guest, days, now):
    place = place_names([guest.place]).get(guest.place.id, "")
    context = {"guest": guest, "place": place, "left": (day_of(guest.until) - day_of(now)).days, "last": last_day(guest.until)}
    for person in who_answers(guest, now):
        post_mail(
            "membership/mail/guest_ends",
            to=person.email,
            language=person.language,
            key=f"guest-ends/{guest.id}/{last_day(guest.until)}/{days}/{person.id}",
            person_id=person.id,
            link=absolute(f"/guests/{guest.id}"),
            **context,
        )
    guest.asked_at = now
