"""The form that takes a file in."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, SentFile


class FileForm(Form):
    file = SentFile(_l("File"))
