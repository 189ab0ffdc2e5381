"""How long what is only means to an end is kept, in one place with its reasons; what is older goes.

What is the record of the tables (minutes, decisions, messages, mandates, happenings) stands in no line of this list: it
has no age after which it goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, or_, select

from app.access_log import AccessEntry, log_access
from app.database import commit, db, give_up_turn, writing
from app.membership.models import AccessToken, Identity, Invitation, Person, SignIn
from app.membership.models.reset import PasswordReset
from app.membership.models.second_factor import Factor, FactorTry
from app.once import Receipt
from app.outbox import Mail
from app.rounds import round_of


@dataclass(frozen=True)
class Kept:
    """Rows of a noun go when `past(moment)` holds for the moment `age` ago; `why` says why that age."""

    name: str
    noun: type
    age: timedelta
    why: str
    past: Callable

    def old(self, now):
        return self.past(now - self.age)


def over(moment):
    """Sign-ins that ended, by hand or by themselves, before a moment."""
    return or_(SignIn.ended_at < moment, SignIn.until < moment)


def settled(moment):
    """Mails that left, were taken back or refused for good before a moment."""
    return or_(Mail.sent_at < moment, Mail.dropped_at < moment, Mail.refused_at < moment)


def answered(moment):
    return or_(Invitation.accepted_at < moment, Invitation.revoked_at < moment, Invitation.expires_at < moment)


def of_who_left(moment):
    return Identity.person_id.in_(select(Person.id).where(Person.until < moment))


MONTH = timedelta(days=30)
HALF_YEAR = timedelta(days=184)
# In this order: a row goes after those that point to it.
KEPT = (
    Kept("tokens", AccessToken, HALF_YEAR, "as the sign-in that they rest on",
         lambda moment: AccessToken.sign_in_id.in_(select(SignIn.id).where(over(moment)))),
    Kept("sign-ins", SignIn, HALF_YEAR, "to look into a misuse that is noticed late", over),
    Kept("factors", Factor, HALF_YEAR, "to look into a misuse that is noticed late", lambda moment: Factor.ended_at < moment),
    Kept("factor-tries", FactorTry, timedelta(days=1), "wrong codes are counted over five minutes",
         lambda moment: FactorTry.at < moment),
    Kept("identities", Identity, HALF_YEAR, "who left may come back by the same identity for half a year", of_who_left),
    Kept("mails", Mail, 3 * MONTH, "to answer who says that no mail came", settled),
    Kept("invitations", Invitation, MONTH, "to see what became of them", answered),
    Kept("password-resets", PasswordReset, MONTH, "to see who asked, and how often",
         lambda moment: PasswordReset.asked_at < moment),
    Kept("receipts", Receipt, MONTH, "a browser sends again what it kept while it had no network",
         lambda moment: Receipt.at < moment),
    Kept("access-log", AccessEntry, timedelta(days=366), "twice the six months of the Garante's measure of 27 November 2008",
         lambda moment: AccessEntry.at < moment),
)  # fmt: skip


def old_rows(now):
    """{name: how many rows have reached their age}; nothing is changed."""
    return {each.name: db.session.scalar(select(func.count()).select_from(each.noun).where(each.old(now))) for each in KEPT}


@round_of("retention", every=24 * 3600)
def sweep(now):
    """Take away what has reached its age, one kind a transaction; {name: how many}."""
    gone = {}
    for each in KEPT:
        writing()
        query = delete(each.noun).where(each.old(now))
        gone[each.name] = db.session.execute(query, execution_options={"synchronize_session": False}).rowcount
        if gone[each.name]:
            log_access("retention-done", subject=each.name, rows=gone[each.name])
            commit()
        else:
            give_up_turn()
    return gone
