"""A paper for an agenda item, and a new version of one."""

from flask_babel import lazy_gettext as _l

from app.documents.models import ACCEPTED, TOLD
from app.forms import Form, SentFile, line


class VersionForm(Form):
    file = SentFile(_l("File"), description=TOLD, render_kw={"accept": ACCEPTED})


class PaperForm(VersionForm):
    title = line(_l("Title of the paper"), optional=True, description=_l("Empty takes the name of the file."))
