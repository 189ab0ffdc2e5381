"""The nouns of meetings."""

from app.meetings.models.agenda import OUTCOMES, AgendaItem
from app.meetings.models.attendance import Attendance
from app.meetings.models.decision import Decision
from app.meetings.models.handover import Handover, answers_for
from app.meetings.models.meeting import Meeting
from app.meetings.models.minutes import Minutes, MinutesVersion
from app.meetings.models.passing import pass_on
from app.meetings.models.proxy import Proxy
from app.meetings.models.visits import TOLD_AGAIN

__all__ = [
    "OUTCOMES",
    "TOLD_AGAIN",
    "AgendaItem",
    "Attendance",
    "Decision",
    "Handover",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Proxy",
    "answers_for",
    "pass_on",
]
