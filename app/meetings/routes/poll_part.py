"""The polls of the item at hand, as a part of the page and of the room, with the form of who keeps the sitting."""

from app.forms import listed
from app.meetings.forms.polls import PollForm
from app.meetings.queries.polls import polls_of
from app.meetings.routes.parts import part
from app.permissions import can_prepare_poll, can_read_item, me

KINDS = {
    "poll-prepared", "poll-opened", "vote-cast", "vote-cast-for", "poll-closed", "poll-withdrawn", "poll-recorded",
    "attendance-marked", "conflict-declared", "conflict-withdrawn", "decision-recorded", "decision-dropped", "item-taken-up",
    "sealed-item-changed",
}  # fmt: skip


@part("polls", "meetings/_polls.html", KINDS, column="now")
def polls(followed):
    """Nothing of an item that is closed to this reader."""
    item = followed.item
    if item is None or not can_read_item(me(), item):
        return {"polls": [], "poll_form": None}
    return {"polls": polls_of(item, followed), "poll_form": poll_form(followed)}


def poll_form(followed):
    """For who keeps a sitting that is not over, with the outputs of the item to choose from."""
    meeting, item = followed.meeting, followed.item
    if meeting.closed_at or not meeting.convened_at or not can_prepare_poll(me(), item):
        return None
    form = followed.shown.get("poll_form") or PollForm(formdata=None, data=defaults(meeting.table))
    outputs = [(each.id, each.text[:80] or f"{item.position}/{number}") for number, each in enumerate(item.decisions, 1)]
    form.decision.choices = listed("–", outputs)
    return form.at("poll")


def defaults(table):
    """The way in which the table decides."""
    way = "consensus" if table.majority == "consensus" else "vote"
    return {"way": way, "majority": "simple" if way == "consensus" else table.majority, "majority_of": table.majority_of}
