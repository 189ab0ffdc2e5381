"""What the sittings hold about a person who is called to them: the notices she was sent, and the answers she gave."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.happenings import iso
from app.meetings.models import Notice, Reply
from app.membership.models import Mandate
from app.membership.models.holdings import holds

RECORD = _l("For ever: the record of a sitting. If you have yourself erased, under a pseudonym and without your address.")


def notices(person_id):
    return select(Notice).where(Notice.person_id == person_id).order_by(Notice.id)


@holds(
    "notices",
    _l("Convocations sent to you"),
    _l("A sitting is valid only if those who sit there were called."),
    RECORD,
    notices,
)
def notice_json(row):
    sent = row.sent_at and iso(row.sent_at)
    return {"meeting": f"/meetings/{row.meeting_id}", "to": row.address, "made_at": iso(row.made_at), "sent_at": sent}


def replies(person_id):
    query = select(Reply).join(Reply.mandate).where(Mandate.person_id == person_id).order_by(Reply.id)
    return query.options(joinedload(Reply.mandate))


@holds(
    "replies",
    _l("Your answers to convocations"),
    _l("So that the secretariat knows who comes."),
    RECORD,
    replies,
)
def reply_json(row):
    return {"meeting": f"/meetings/{row.meeting_id}", "answer": row.answer, "way": row.way, "at": iso(row.at)}
