"""One agenda item by itself, as its guests see it, and the guests of an item."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, day_after, writing
from app.doors import answer, done
from app.happenings import current_log, head_of
from app.meetings.forms import GuestForm
from app.meetings.forms.confidential import SealForm
from app.meetings.forms.papers import PaperForm
from app.meetings.queries.items import ITEM_WHOLE, guest_choices, guests_at, item_alone_json
from app.meetings.queries.papers import due_on, paper_json, papers_of
from app.meetings.queries.proposals import way_of_proposal
from app.meetings.queries.technical import way_of_offices
from app.panels import panels_json, panels_of
from app.permissions import (
    can_seal,
    can_welcome_to_item,
    chosen,
    find,
    me,
    moment,
    only_seen,
    proven,
    require,
    seen_items,
    seen_meetings,
    seen_organisations,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("items", __name__)


@bp.get("/items/<int:id>")
def item(id):
    return item_alone(id)


@bp.post("/items/<int:id>/guests")
def welcome_guest(id):
    """A guest of this item alone; who lets her in answers for her."""
    form = GuestForm.sent(lambda form: item_alone(id, form))
    writing(f"item/{id}")
    item = find(seen_items, id)
    require(can_welcome_to_item, item)
    proven()
    organisation = chosen(seen_organisations, form.organisation)
    sponsor = voice(item.meeting.table.place, KEEPERS)
    stay = {"sponsor": sponsor, "purpose": form.purpose.data, "until": day_after(form.until.data)}
    guest = item.welcome_guest(form.email.data, organisation, **stay)
    commit()
    return done(url_for("items.item", id=id, _anchor="guests"), {"id": guest.id}, note=_l("Your guest sees this item."))


def item_alone(id, form=None, seal=None, refused=None, paper=None, version=None):
    """The item with the day and place of its sitting, and nothing else of the meeting but for who sees that too."""
    item = find(seen_items, id, *ITEM_WHOLE)
    meeting = only_seen(seen_meetings, item.meeting_id)
    stream = meeting.stream if meeting else item.stream
    guests = guests_at([item.id], moment())[item.id]
    head, log = head_of(stream), current_log()
    papers = papers_of(item)
    shown = item_alone_json(item, guests) | {"stream": stream, "head": head, "log": log}
    panels = panels_of("item", item)
    shown |= panels_json(panels)
    shown["papers"] = [paper_json(each) for each in papers]
    context = {"panels": panels, "item": item, "sitting": item.meeting, "meeting": meeting, "guests": guests}
    context |= {"stream": stream, "head": head, "log": log, "form": guest_form(item, form)}
    context |= {"papers": papers, "due": due_on(item.meeting), "paper_form": (paper or PaperForm(formdata=None)).at("paper")}
    context |= {"version_form": version or (None, None)} | way_of_proposal(item) | way_of_offices(item)
    context |= {"seal_form": seal_form(item, seal), "refused": refused}
    return answer("meetings/item.html", shown, **context)


def seal_form(item, form=None):
    """The form for who decides what is confidential, while there is something left to decide; else None."""
    if not can_seal(me(), item) or item.released_at or (item.meeting.closed_at and not item.is_sealed(moment())):
        return None
    return (form or SealForm.of(item)).at("seal")


def guest_form(item, form=None):
    """The form for who may bring a guest, else None."""
    if not can_welcome_to_item(me(), item) or item.meeting.closed_at:
        return None
    form = form or GuestForm(formdata=None)
    form.organisation.choices = guest_choices()
    return form.at("guest")
