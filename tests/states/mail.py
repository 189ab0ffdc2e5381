"""States of invitations and of the outbox."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.membership.models import Affiliation, Invitation
from app.membership.models.sign_in import hashed
from app.outbox import Mail
from tests.states.membership import start

TOKEN = "the-token-of-an-invitation-in-the-tests-of-this-house"


def invited(cast, email="nuova@example.org"):
    """The delegate's body has invited an address that no account answers to."""
    names = start(cast)
    writing()
    invitation = Invitation.make(cast.body("PM"), email, "Nuova persona", language="it", by=cast.person("org_admin"))
    invitation.token_hash = hashed(TOKEN)
    commit()
    return names | {"invitation": invitation.id, "token": TOKEN}


def invited_outsider(cast):
    """It has invited the outsider, who has an account."""
    return invited(cast, "outsider@example.org")


def invitation_over(cast):
    """The invitation was taken back."""
    names = invited(cast)
    writing()
    db.session.get(Invitation, names["invitation"]).revoke(by=cast.person("org_admin"))
    commit()
    return names


def invitation_accepted(cast):
    """She came."""
    names = invited_outsider(cast)
    writing()
    db.session.get(Invitation, names["invitation"]).accept(cast.person("outsider"), confirmed=False)
    commit()
    return names


def invitation_old(cast):
    """Nobody came, and its days are over."""
    names = invited(cast)
    writing()
    db.session.get(Invitation, names["invitation"]).expires_at = utc_now() - timedelta(hours=1)
    commit()
    return names


def employed(cast):
    """The technician belongs to the delegate's body."""
    query = db.select(Affiliation.id).where(Affiliation.person_id == cast.person("technician").id)
    return start(cast) | {"affiliation": db.session.scalar(query)}


def posted(cast):
    """A mail was refused by the server."""
    writing()
    now = utc_now()
    mail = Mail(key="prova", to="a@example.org", language="it", subject="Prova", body="Corpo\n", made_at=now, due_at=now)
    mail.refused_at, mail.refusal = now, "550 nobody here"
    db.session.add(mail)
    commit()
    return {"mail": mail.id}


def sent(cast):
    """A mail left."""
    names = posted(cast)
    writing()
    mail = db.session.get(Mail, names["mail"])
    mail.refused_at, mail.refusal, mail.sent_at = None, "", utc_now()
    commit()
    return names


STATES = {
    "invited": invited,
    "invited_outsider": invited_outsider,
    "invitation_over": invitation_over,
    "invitation accepted": invitation_accepted,
    "invitation old": invitation_old,
    "employed": employed,
    "sent": sent,
    "posted": posted,
}
