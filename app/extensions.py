"""The Flask extensions that have no room of their own."""

from flask import g, request
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

# Flask-Babel calls its lazy sentences safe HTML; ours hold names that people typed, so they are escaped like any other text.
if "__html__" in vars(LazyString):
    del LazyString.__html__


class Csrf(CSRFProtect):
    """No foreign page can make a browser send an Authorization header, and where one is sent the cookie signs nobody in."""

    def protect(self, **options):
        if request.bearer is None:
            super().protect(**options)
        else:
            g.csrf_valid = True


babel = Babel()
csrf = Csrf()
login_manager = LoginManager()
migrate = Migrate()
