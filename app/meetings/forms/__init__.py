"""The forms of meetings: shapes only; what must not be stands on the models."""

from app.meetings.forms.agenda import GuestForm, MeetingForm
from app.meetings.forms.attendance import EXCUSED, UNTOUCHED, AttendanceForm, ProxyForm, RowForm
from app.meetings.forms.course import NoteForm, PauseForm, RewordNoteForm, TakeUpForm
from app.meetings.forms.floor import ConflictForm, HandForm, MoveForm, VisitForm
from app.meetings.forms.minutes import ApprovalForm, MinutesForm
from app.meetings.forms.outputs import DecisionForm, OutcomeForm
from app.meetings.forms.points import ItemForm

__all__ = [
    "EXCUSED",
    "UNTOUCHED",
    "ApprovalForm",
    "AttendanceForm",
    "ConflictForm",
    "DecisionForm",
    "GuestForm",
    "HandForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "MoveForm",
    "NoteForm",
    "OutcomeForm",
    "PauseForm",
    "ProxyForm",
    "RewordNoteForm",
    "RowForm",
    "TakeUpForm",
    "VisitForm",
]
