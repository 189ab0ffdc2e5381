"""Authenticators of the tests: added to a person's account, and showing codes by the clock."""

import re
import time

import pyotp

from app.database import commit, writing
from app.membership.models.second_factor import Factor, seal
from tests.cast import PASSWORD, Cast
from tests.conftest import Visitor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(steps=0, secret=SECRET):
    """What the authenticator shows now, or so many steps later."""
    return pyotp.TOTP(secret).at(time.time() + 30 * steps)


def give_authenticator(app, role, name="Telefono"):
    """The person has an authenticator with our secret, added a step ago."""
    with app.app_context():
        person = Cast().person(role)
        writing()
        person = Cast().person(role)
        Factor.add_authenticator(person, name, seal(SECRET, person), code(-1))
        commit()


def knock(app, role, **more):
    """A browser in which the password of this person was given: (browser, answer)."""
    browser = Visitor(app)
    reply = browser.submit("/sign-in", {"email": f"{role}@example.org", "password": PASSWORD, **more})
    keep_token(browser)
    return browser, reply


def keep_token(browser):
    browser.token = browser.http.get_cookie(browser.app.config["SESSION_COOKIE_NAME"]).value
    return browser


def sealed_on(page):
    return re.search(r'name="sealed" value="([^"]+)"', page.text).group(1)


def secret_on(page):
    return re.search(r'tv-enrol__secret">([^<]+)<', page.text).group(1).replace(" ", "")
