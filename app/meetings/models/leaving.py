"""An item that goes to another meeting or back into the backlog leaves behind what belonged to the sitting alone."""

from app.happenings import react
from app.meetings.models.calling import note_agenda
from app.meetings.models.course import stays_on_the_agenda
from app.meetings.models.note import keep_without_item
from app.meetings.models.poll_bounds import drop_with_item as drop_polls
from app.meetings.models.proxy import drop_with_item as drop_proxies
from app.meetings.models.visits import send_guests_home

LEFT_BEHIND = (stays_on_the_agenda, drop_polls, drop_proxies, keep_without_item, note_agenda)

for kind in ("item-moved", "item-shelved"):
    for reaction in LEFT_BEHIND:
        react(kind, reaction)
react("item-shelved", send_guests_home)
