"""States of invitations and of the outbox."""

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


STATES = {
    "invited": invited,
    "invited_outsider": invited_outsider,
    "invitation_over": invitation_over,
    "employed": employed,
    "posted": posted,
}
