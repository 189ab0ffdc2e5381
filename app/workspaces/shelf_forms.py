"""The forms of the shelf: files that come in, folders, names, and why a file was taken back."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from app.documents.models import ACCEPTED, TOLD
from app.forms import Form, SentFile, line, one_of, text
from app.workspaces.forms import MessageForm
from app.workspaces.models.message import LONGEST_MESSAGE

MOST_AT_ONCE = 10
LONGEST_REASON = 300


class SentFiles(MultipleFileField):
    """Some files as browsers send them (multipart/form-data)."""

    def __init__(self, *given, needed=True, **options):
        super().__init__(*given, **options)
        self.needed = self.flags.required = needed

    def process_formdata(self, _valuelist):
        self.data = [each for each in request.files.getlist(self.name) if each.filename]

    def pre_validate(self, _form):
        if self.needed and not self.data:
            raise ValidationError(_l("Choose a file first."))
        if len(self.data or ()) > MOST_AT_ONCE:
            raise ValidationError(_l("Send at most %(most)s files at once.", most=MOST_AT_ONCE))


class ShareForm(Form):
    file = SentFiles(_l("Files"), id="share-file", description=TOLD, render_kw={"accept": ACCEPTED})
    folder = one_of(_l("Folder"), optional=True, id="share-folder")


class NewVersionForm(Form):
    file = SentFile(_l("New version"), id="version-file", description=TOLD, render_kw={"accept": ACCEPTED})


class PlaceForm(Form):
    name = line(_l("Name"), id="place-name")
    folder = one_of(_l("Folder"), optional=True, id="place-folder")


class TakeBackForm(Form):
    reason = line(_l("Why it is withdrawn"), LONGEST_REASON, id="take-back-reason", description=_l("Everybody here reads it."))


class FolderForm(Form):
    name = line(_l("Name of the folder"), 100, id="folder-name")
    parent = one_of(_l("Within"), optional=True, id="folder-parent")


class FolderNameForm(Form):
    name = line(_l("Name of the folder"), 100, id="folder-new-name")


class MessageWithFilesForm(MessageForm):
    """A message whose words may be missing: then it says the names of its files."""

    body = text(_l("Message"), LONGEST_MESSAGE, optional=True, id="attach-body")
    file = SentFiles(_l("Files"), id="attach-file", description=TOLD, render_kw={"accept": ACCEPTED})
