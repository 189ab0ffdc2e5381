"""Two parts of a meeting's page and room: what is late at its table, and the actions of the item at hand."""

from app.meetings.forms.actions import ActionForm
from app.meetings.models import Action
from app.meetings.queries.action_choices import offer_action
from app.meetings.queries.actions import KINDS, actions_of, late_at
from app.meetings.routes.parts import part
from app.permissions import can_give_action, me

CHANGED = {*KINDS, "action-removed"}


@part("late", "meetings/_late.html", CHANGED, column="now")
def late(followed):
    """The next meeting of a table opens with it; a closed one does not ask any more."""
    return {"late": [] if followed.meeting.closed_at else late_at(followed.meeting.table)}


@part(
    "actions", "meetings/_actions.html", {*CHANGED, "decision-recorded", "decision-dropped", "sealed-item-changed"}, column="now"
)
def actions(followed):
    item = followed.item
    if item is None:
        return {"actions": [], "action_form": None}
    return {"actions": actions_of(Action.item_id, [item])[item.id], "action_form": form_for(followed, item)}


def form_for(followed, item):
    """For who keeps the table while the sitting is open, else None."""
    meeting = followed.meeting
    if not meeting.opened_at or meeting.closed_at or not can_give_action(me(), item):
        return None
    return offer_action(followed.shown.get("action_form") or ActionForm(formdata=None), item)
