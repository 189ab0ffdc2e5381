"""States of one's own account: a token was made, an erasure was asked for."""

from app.database import commit, writing
from app.membership.models import AccessToken, Erasure
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


STATES = {"with a token": with_token, "erasure asked": erasure_asked}
