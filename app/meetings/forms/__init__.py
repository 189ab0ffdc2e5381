"""The forms of meetings: shapes only; what must not be stands on the models."""

from app.meetings.forms.agenda import GuestForm, ItemForm, MeetingForm
from app.meetings.forms.attendance import UNTOUCHED, AttendanceForm, ProxyForm
from app.meetings.forms.minutes import ApprovalForm, MinutesForm
from app.meetings.forms.outputs import DecisionForm, OutcomeForm

__all__ = [
    "UNTOUCHED",
    "ApprovalForm",
    "AttendanceForm",
    "DecisionForm",
    "GuestForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "OutcomeForm",
    "ProxyForm",
]
