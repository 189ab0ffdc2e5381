"""The form of a sheet that comes in: a file, or its text."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField

from app.forms import Form


class SheetForm(Form):
    """`text` carries the rows from the check to the import, and takes what is pasted."""

    file = FileField(_l("CSV file"))
    text = TextAreaField(_l("or paste the rows here"))

    def raw(self):
        """The bytes of what was sent; a file wins over text."""
        file = request.files.get("file")
        sent = file.read() if file and file.filename else b""
        return sent or (self.text.data or "").encode()
