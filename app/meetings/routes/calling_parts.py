"""What the convocation shows elsewhere: who comes on the page of a meeting, the clock on the desk, deadlines on the rules."""

from app.meetings.models import Timetable
from app.meetings.queries.answers import overview_of
from app.meetings.queries.clock import Clock, clocks_of
from app.meetings.routes.parts import part
from app.panels import shows_on
from app.permissions import mandates_of, me


@part("answers", "meetings/_answers.html", {"reply-given", "meeting-moved", "proxy-given", "proxy-withdrawn"}, "side")
def answers(followed):
    """From the call until the sitting begins."""
    if not followed.meeting.awaited:
        return None
    overview = overview_of(followed.meeting, followed.places, followed.proxies)
    return {"overview": overview, "my_seats": overview.mine(mandates_of(me()))}


def timetable_of(table):
    return [Timetable.of(table.id)]


def timetable_json(rules):
    return {"notice_days": rules.notice_days, "answers_days": rules.answers_days, "reminder_days": list(rules.reminder_days)}


shows_on("desk", "clock", "meetings/_clocks.html", clocks_of, Clock.as_json)
shows_on("table_rules", "timetable", "meetings/_timetable_of_table.html", timetable_of, timetable_json)
