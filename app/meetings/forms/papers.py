"""A paper for an agenda item, and a new version of one."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, SentFile, line

KINDS = _l("PDF, PNG, JPEG, ODT, DOCX, plain text or P7M, up to 20 MB.")
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.txt,.odt,.docx,.p7m"


class VersionForm(Form):
    file = SentFile(_l("File"), description=KINDS, render_kw={"accept": ACCEPTED})


class PaperForm(VersionForm):
    title = line(_l("Title of the paper"), optional=True, description=_l("Empty takes the name of the file."))
