"""What comes out when a confidential item is opened: once its minutes are published, its outputs follow them to everybody."""

from sqlalchemy import select

from app.database import db
from app.happenings import iso, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.minutes import item_content
from app.register.models import enter
from app.register.verifier import vouch


def publish_released(said):
    """The minutes were published without this item: the register gets an entry of its own for what they kept back."""
    item = said.subject
    minutes = item.meeting and item.meeting.minutes
    if not minutes or not minutes.published_at:
        return
    item.publish_outputs(item.released_at)
    db.session.flush()
    item.entry = enter("item", item.id, released_content(item))


def released_content(item):
    came = {"meeting": item.meeting_id, "released_at": iso(item.released_at)}
    return item_content(item, item.released_at) | came


def released_contents():
    """{item id: content as it stands now} of every item that came out after its minutes."""
    released = db.session.scalars(select(AgendaItem).where(AgendaItem.entry_id.is_not(None)))
    return {item.id: released_content(item) for item in released}


react("item-released", publish_released)
vouch("item", released_contents)
