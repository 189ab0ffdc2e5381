"""The forms by which what was said is changed, taken away, marked, moved: shapes only."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from app.forms import CHOOSE, Form, identity, line, one_of, text
from app.words import WORDS
from app.workspaces.models import LONGEST_REASON, MARKS
from app.workspaces.models.message import LONGEST_MESSAGE


class EditForm(Form):
    """`revision` is the number of the text that the writer had before her."""

    body = text(_l("Message"), LONGEST_MESSAGE, id="edit-body")
    revision = SelectField(validators=[InputRequired(CHOOSE)], coerce=identity, validate_choice=False)


class DeleteForm(Form):
    reason = line(_l("Reason"), LONGEST_REASON, optional=True, id="delete-reason")


class ReactionForm(Form):
    """`given` says whether the mark shall stand; without it the mark is turned over."""

    mark = SelectField(
        _l("Mark"), [InputRequired(CHOOSE)], choices=[SelectChoice(each, WORDS["reaction"][each]) for each in MARKS]
    )
    given = HiddenField()

    def wish(self):
        return {"yes": True, "no": False}.get(self.given.data)


class MoveMessageForm(Form):
    thread = one_of(_l("To which thread"), id="move-thread")


class MoveThreadForm(Form):
    """Where others will read it, `sure` says that this is meant."""

    workspace = one_of(_l("To which workspace or circle"), id="move-workspace")
    sure = BooleanField(_l("I know who will read it, and who no longer will"), id="move-sure")


class TitleForm(Form):
    title = line(_l("Title"), id="rename-title")


class PreviewForm(Form):
    body = text(_l("Message"), LONGEST_MESSAGE)
