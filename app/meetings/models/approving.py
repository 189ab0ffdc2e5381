"""Minutes that ask for approval: an item of that kind on a later agenda points to the meeting whose minutes they are."""

from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken
from app.happenings import announce


def approve_minutes(item, voice):
    """The sitting approves the minutes that an item names: the outcome of the item is their approval, and they say by which."""
    if item.kind != "approval" or item.minutes_of is None:
        raise RuleBroken(_l("Only an item that names the minutes of a meeting approves them."), field="outcome", status=422)
    if item.minutes_of.minutes is None:
        raise RuleBroken(_l("The minutes of that meeting have not been drafted yet."), field="outcome")
    item.minutes_of.minutes.approve_in(item, voice)


def check_not_approving(item):
    """What was approved by this item stays approved: its outcome does not change any more."""
    if item.outcome == "approved":
        raise RuleBroken(_l("This item approved the minutes: its outcome stays."))


def ask_approval(meeting, target, title, voice):
    """Put the minutes of a meeting on the agenda of another one: into its item for them, if it has one that names none yet."""
    if meeting.minutes is None:
        raise RuleBroken(_l("Draft the minutes before you ask for their approval."))
    if meeting.minutes.approved_at:
        raise RuleBroken(_l("These minutes are approved already."))
    waiting = [item for item in target.items if item.kind == "approval" and item.outcome is None]
    if any(item.minutes_of_id == meeting.id for item in waiting):
        raise RuleBroken(_l("They stand on the agenda of that meeting already."))
    free = next((item for item in waiting if item.minutes_of_id is None), None)
    if free is None:
        return target.add_item(title, "", voice, kind="approval", minutes_of=meeting)
    target.check_takes_items()
    free.point_to(meeting)
    free.templated = False
    announce(target, "item-reworded", free, voice=voice)
    return free
