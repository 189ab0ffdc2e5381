"""What the worker does for meetings."""

from app.meetings.rounds import answers, calling, digests, minutes, releases, reminders, series

__all__ = ["answers", "calling", "digests", "minutes", "releases", "reminders", "series"]
