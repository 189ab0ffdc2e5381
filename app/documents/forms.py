"""The form that takes a file in."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FileField, ValidationError

from app.documents.storage import TooLarge
from app.forms import Form

LIMIT = 20 * 1024 * 1024  # bytes of one file
AROUND = 64 * 1024  # what a form adds around it


class SentFile(FileField):
    """A file as browsers send it (multipart/form-data); None where none was chosen."""

    def process_formdata(self, _valuelist):
        sent = request.files.get(self.name)
        self.data = sent if sent is not None and sent.filename else None


class FileForm(Form):
    file = SentFile(_l("File"))

    def validate_file(self, field):
        if field.data is None:
            raise ValidationError(_l("Choose a file first."))

    def refused(self, error):
        """The sentence for a file that was not taken in."""
        if isinstance(error, TooLarge):
            return _l("A file holds at most 20 megabytes.")
        return _l("Send a PDF, PNG, JPEG, ODT, DOCX (without macros), plain text or P7M file.")
