"""The form that names a keeper for a reserved table that nobody keeps."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, line, one_of


class KeeperForm(Form):
    """A person, by her body and her address: the table itself shows nobody."""

    organisation = one_of(_l("Body of the person"))
    email = line(_l("E-mail address"), 254)
