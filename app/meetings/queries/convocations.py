"""The convocation as it is read: what was said in which order, and who was told when."""

from sqlalchemy.orm import joinedload, selectinload

from app.happenings import iso
from app.meetings.models import Convocation, Meeting
from app.membership.models import Mandate, Seat, Table
from app.words import titled

CALLED = (
    joinedload(Meeting.table).joinedload(Table.place),
    selectinload(Meeting.items),
    joinedload(Meeting.minutes),
    selectinload(Meeting.convocations).joinedload(Convocation.by).joinedload(Mandate.seat).joinedload(Seat.organisation),
)


def convocation_json(meeting, notices, called):
    """For programs: the terms, each change, the mails, and who would be told now."""
    return {
        "meeting": meeting.id,
        "state": meeting.state,
        "sequence": meeting.sequence,
        "changes": [change_json(each) for each in meeting.convocations],
        "notices": [notice_json(each) for each in notices],
        "called": [{"person": each.name, "mandates": [mandate.id for mandate in called[each]]} for each in called],
    }


def change_json(said):
    facts = {"kind": said.kind, "sequence": said.sequence, "at": iso(said.at), "told_at": said.told_at and iso(said.told_at)}
    facts |= {"starts_at": iso(said.starts_at), "location": said.location, "notice_days": said.notice_days}
    return facts | {"days_given": said.days_given, "late": said.late}


def notice_json(notice):
    facts = {"person": notice.person.name, "organisation": titled(notice.mandate.organisation), "mandate": notice.mandate_id}
    facts |= {"method": notice.method, "sequence": notice.sequence, "state": notice.state, "made_at": iso(notice.made_at)}
    return facts | {"sent_at": notice.sent_at and iso(notice.sent_at)}
