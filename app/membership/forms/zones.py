"""Forms of zones: a municipality enters, leaves or moves, always by an act."""

from flask_babel import lazy_gettext as _l

from app.forms import Form, day, line, one_of
from app.membership.forms.dates import BeginForm, EndForm


class ZoneForm(Form):
    """A new zone; its code is that of its table, where it has one."""

    code = line(_l("Code"), 20)
    name = line(_l("Name"), 120)
    agenda_title = line(_l("Title of its agenda"), 200, optional=True)
    agenda_title_en = line(_l("Title of its agenda in English"), 200, optional=True)


class AdmitForm(BeginForm):
    """A municipality enters a zone on a day; empty means at once."""

    organisation = one_of(_l("Municipality"))
    act = one_of(_l("Act"))


class LeaveForm(EndForm):
    """A municipality leaves a zone: at the close of a day, or at once."""

    act = one_of(_l("Act"))

    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        for field in self:  # it stands beside the form of the move, whose fields have the same names
            field.id = f"leave-{field.name}"


class MoveForm(BeginForm):
    """A municipality goes from one zone to another by one act."""

    zone = one_of(_l("New zone"))
    act = one_of(_l("Act"))
    since = day(_l("First day in the new zone; empty means now"), optional=True)
    reason = line(_l("Reason"), 300, optional=True)
