"""Doors of confidential items: closing one under a neutral title until a day, opening it before that day."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.meetings.forms.confidential import SealForm
from app.meetings.routes.items import item_alone
from app.permissions import can_seal, find, proven, require, seen_items, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("seals", __name__)


@bp.post("/items/<int:id>/confidentiality")
def seal(id):
    """Close the item to others, or change its neutral title, its day or its reason."""
    form = SealForm.sent(lambda form: item_alone(id, seal=form))
    writing()
    item = find(seen_items, id)
    require(can_seal, item)
    said = voice(item.meeting.table.place, KEEPERS)
    item.seal(form.public_title.data, form.release_on.data, form.reason.data, form.by_law.data, said)
    commit()
    note = _l("Confidential: whoever is not sent here by her body reads the neutral title only.")
    return done(address_of(item), {"id": id, "confidential": True}, 200, note)


@bp.post("/items/<int:id>/release")
def release(id):
    """Open it to everybody who sees the meeting; where the minutes are published, its outputs follow them."""
    Form.sent(lambda form: item_alone(id, refused=form))
    writing()
    item = find(seen_items, id)
    require(can_seal, item)
    proven()
    item.release(voice(item.meeting.table.place, KEEPERS))
    commit()
    return done(address_of(item), {"id": id, "confidential": False}, 200, _l("Open: everybody at the table reads this item."))


def address_of(item):
    return url_for("items.item", id=item.id, _anchor="confidentiality")
