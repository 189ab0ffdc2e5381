"""An example of work at the Universities' table: a sitting that was held, two to come. Bodies are real, what they do is not."""

from datetime import UTC, datetime, time, timedelta

from app.database import ROME, db
from app.demo.agendas import begin_series, lay_out_agenda, write_down_what_waits
from app.demo.answers import show_answers
from app.demo.minutes import ITEM as RECENT_ITEM
from app.demo.minutes import TITLE as RECENT_TITLE
from app.demo.minutes import show_contested
from app.demo.papers import add_confidential_item, lay_papers
from app.demo.polls import move_polls_back, seek_consensus
from app.demo.promises import give_actions, tell_what_came
from app.demo.texts import ITEMS_HELD, ITEMS_NEXT, MINUTES, PLACE
from app.meetings.models import Conflict, Meeting, Minutes
from app.meetings.models.decision import series_at
from app.meetings.models.means import Brought, bring
from app.rendering import render

HELD, RECENT, NEXT, LATER = -126, -9, 12, 75  # days from today


def day_at(days, hour=10):
    """A working hour so many days from today; a weekend gives way to the Monday after it."""
    day = datetime.now(ROME).date() + timedelta(days)
    day += timedelta((7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return datetime.combine(day, time(hour), ROME).astimezone(UTC)


def tell_of_sittings(world):
    """The sitting held, with its minutes published; the next one, convened; a third, planned. Returns the first decision."""
    table = world.tables["TAV-UNI"]
    voice = mandate_of(world, "secretary", table.place)
    held = plan_sitting(table, "Residenzialità e servizi per gli studenti", day_at(HELD), ITEMS_HELD, voice)
    hold(world, held, voice)
    publish_minutes(held, voice)
    coming = plan_sitting(table, "L'elenco degli alloggi e i criteri di accesso", day_at(NEXT), ITEMS_NEXT, voice)
    lay_out_agenda(coming, voice, deferred=held.items[-1])
    lay_papers(coming, voice)
    add_confidential_item(coming, voice)
    coming.convene(voice)
    show_answers(coming)
    plan_sitting(table, "Un anno di lavoro del Tavolo", day_at(LATER), [], voice)
    write_down_what_waits(table, voice)
    begin_series(table, voice, "Seduta del Tavolo delle università", PLACE)
    show_contested(plan_sitting(table, RECENT_TITLE, day_at(RECENT), [RECENT_ITEM], voice), voice, who_came)
    return held.decisions()[0]


def mandate_of(world, role, place):
    person = world.people[role]
    return next(each for seat in place.seats for each in seat.mandates if each.person is person)


def plan_sitting(table, title, starts_at, items, voice):
    meeting = Meeting.plan(table, title, starts_at, PLACE, voice)
    for each in items:
        meeting.add_item(each["title"], each["note"], voice)
    db.session.flush()
    return meeting


def hold(world, meeting, voice):
    """Open, mark who is there, give each item its outcome, close."""
    meeting.convene(voice)
    meeting.open(voice)
    for seat in meeting.table.place.seats:
        meeting.mark(seat, who_came(seat), voice)
    declare_conflict(meeting, voice)
    for item, told in zip(meeting.items, ITEMS_HELD, strict=True):
        if "decision" in told:
            decision = item.decide(voice, **five_parts(world, told["decision"]))
            bring(decision, brought(world, told["decision"]), voice.person)
            db.session.flush()
            seek_consensus(decision, voice)
            give_actions(world, decision, day_at, voice)
        else:
            item.conclude(told["outcome"], told["outcome_note"], voice)
    meeting.close(voice)
    move_back(meeting)
    tell_what_came(meeting, voice)


def declare_conflict(meeting, voice):
    """On the last item one of those present does not vote, because her body has an interest in it."""
    came = next(row.mandate for row in meeting.attendance if row.mandate and row.mandate is not voice)
    Conflict.declare(meeting.items[-1], came, "organisation", "abstains", "", voice)


def who_came(seat):
    """The delegate, or her substitute, or nobody."""
    came = {mandate.role: mandate for mandate in seat.mandates}
    return came.get("delegate") or came.get("substitute")


def five_parts(world, told):
    rendered = render(told["text"])
    return {
        "text": told["text"],
        "html": rendered.html,
        "renderer": rendered.version,
        "responsible_organisation": world.bodies[told["body"]],
        "responsible_person": world.people[told["person"]],
        "due_on": day_at(told["due"]).date(),
        "resources": told["resources"],
        "no_resources": not told["resources"],
        "objective": world.objectives[told["objective"]],
    }


def brought(world, told):
    """The rows of resources, each in the year of the deadline; what has no amount was not estimated."""
    year = day_at(told["due"]).year
    return [
        Brought(world.bodies[body], kind, source, year, cents, note) for body, kind, source, cents, note in told.get("means", ())
    ]


def move_back(meeting):
    """The sitting took place on its day; the log keeps saying when it was written here."""
    began = meeting.starts_at
    ended = began + timedelta(hours=2)
    meeting.convened_at, meeting.opened_at, meeting.closed_at = began - timedelta(days=14), began, ended
    for row in meeting.attendance:
        row.marked_at = began + timedelta(minutes=5)
    for each in meeting.presences:
        each.since, each.until = began + timedelta(minutes=5), ended
    for conflict in (each for item in meeting.items for each in item.conflicts):
        conflict.declared_at = began + timedelta(minutes=25 * conflict.item.position - 20)
    for item in meeting.items:
        item.outcome_at = began + timedelta(minutes=25 * item.position)
        move_polls_back(item, item.outcome_at)
    for decision in meeting.decisions():
        decision.asked_at = ended
        decision.adopt(series_at(meeting.table_id, ended), decision.number, ended)


def publish_minutes(meeting, voice):
    minutes = Minutes.draft(meeting, MINUTES, render(MINUTES), voice)
    minutes.approve(minutes.latest.number, voice)
    minutes.publish(voice)
