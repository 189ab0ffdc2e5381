"""The nouns of meetings."""

from app.meetings.models.agenda import OUTCOMES, AgendaItem
from app.meetings.models.attendance import Attendance
from app.meetings.models.decision import Decision
from app.meetings.models.meeting import Meeting
from app.meetings.models.minutes import Minutes, MinutesVersion

__all__ = ["OUTCOMES", "AgendaItem", "Attendance", "Decision", "Meeting", "Minutes", "MinutesVersion"]
