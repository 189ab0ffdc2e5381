"""States of one's own account: a token was made, an erasure was asked for."""

from app.database import commit, db, writing
from app.membership.models import AccessToken, Erasure
from app.membership.models.reset import PasswordReset, reset_of
from app.membership.models.second_factor import Factor, seal
from tests.factors import SECRET, code
from tests.states.membership import start


def with_token(cast):
    names = start(cast)
    writing()
    token, _secret = AccessToken.make(cast.person("delegate"), "un programma", "read", 30, ())
    commit()
    return names | {"token": token.id}


def erasure_asked(cast):
    names = start(cast)
    writing()
    erasure = Erasure.ask(cast.person("delegate"))
    commit()
    return names | {"erasure": erasure.id}


def erasure_withdrawn(cast):
    names = erasure_asked(cast)
    writing()
    db.session.get(Erasure, names["erasure"]).withdraw()
    commit()
    return names


def with_factor(cast):
    """The delegate has an authenticator."""
    names = start(cast)
    writing()
    person = cast.person("delegate")
    factor = Factor.add_authenticator(person, "Telefono", seal(SECRET, person), code(-1))
    commit()
    return names | {"factor": factor.id}


def reset_asked(cast):
    """The outsider forgot her password and holds the link of the mail."""
    writing()
    token = PasswordReset.ask("outsider@example.org").issue(cast.person("outsider"))
    commit()
    return {"reset": token}


def reset_used(cast):
    names = reset_asked(cast)
    writing()
    reset_of(names["reset"]).use("hash")
    commit()
    return names


STATES = {
    "with a token": with_token,
    "erasure asked": erasure_asked,
    "erasure withdrawn": erasure_withdrawn,
    "with a factor": with_factor,
    "reset asked": reset_asked,
    "reset used": reset_used,
}
