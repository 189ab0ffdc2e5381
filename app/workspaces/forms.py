"""The forms of workspaces: shapes only; each field has an id of its own, since they stand together on one page."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Regexp

from app.forms import CHOOSE, Form, day, line, one_of, text
from app.meetings.models.proposal import KINDS, LONGEST_NOTE
from app.membership.models.guest import LONGEST_PURPOSE
from app.words import WORDS
from app.workspaces.models import PARTICIPATION_ROLES
from app.workspaces.models.message import LONGEST_MESSAGE

LONGEST_WHY = 500


class WorkspaceForm(Form):
    name = line(_l("Name"))
    purpose = text(_l("Purpose"), description=_l("What will exist when the work is done, and for whom."))
    objective = one_of(_l("Plan objective it serves"))
    why = line(_l("How it serves the objective"), LONGEST_WHY, description=_l("One sentence."))


class ParticipationForm(Form):
    """An organisation joins, for some days or until further notice."""

    organisation = one_of(_l("Organisation"), id="join-organisation")
    role = SelectField(
        _l("Role"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(role, WORDS["seat"][role]) for role in PARTICIPATION_ROLES],
        default="partner",
        id="join-role",
    )
    since = day(_l("From"), optional=True, id="join-since", description=_l("Empty: from now."))
    until = day(_l("Last day"), optional=True, id="join-until", description=_l("Empty: until further notice."))


class GuestForm(Form):
    """A guest: a person by her address, her body, what for, until when."""

    email = line(_l("E-mail address of the guest"), 254, id="guest-email")
    organisation = one_of(_l("For which organisation"), id="guest-organisation")
    purpose = line(_l("What for"), LONGEST_PURPOSE, id="guest-purpose", description=_l("Everybody here reads it."))
    until = day(_l("Last day"), id="guest-until", description=_l("A year at most; you are asked before it ends."))


class LeaveForm(Form):
    reason = line(_l("Reason"), 300, optional=True)
    until = day(_l("Last day"), optional=True, description=_l("Empty: now."))


class ContributionForm(Form):
    objective = one_of(_l("Plan objective"), id="serve-objective")
    why = line(_l("How it serves the objective"), LONGEST_WHY, id="serve-why", description=_l("One sentence."))


class ThreadForm(Form):
    title = line(_l("Title"), id="thread-title")


class BringForm(Form):
    """A thread goes before a table as a proposal."""

    table = one_of(_l("To which table"), id="bring-table")
    title = line(_l("Title of the item"), id="bring-title")
    note = text(_l("What it is about, and what the table should do"), LONGEST_NOTE, id="bring-note")
    kind = SelectField(
        _l("What it is for"),
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(kind, WORDS["item"][kind]) for kind in KINDS],
        default=KINDS[0],
        id="bring-kind",
    )


class MessageForm(Form):
    """`nonce` is 128 bits in hexadecimal: sent twice with the same words, the message stands once.

    `quoted` is the message that it answers; with `preview` nothing is stored and the page shows how it will read.
    """

    body = text(_l("Message"), LONGEST_MESSAGE)
    quoted = one_of(_l("Message that it answers"), optional=True)
    preview = HiddenField()
    nonce = HiddenField(
        filters=[lambda value: value.lower() if value else value],
        validators=[
            Regexp(
                r"[0-9a-f]{32}\Z",
                message=_l(
                    "The message lacks its own mark (nonce, 32 hexadecimal digits). Open the page again and send it once more."
                ),
            )
        ],
    )
