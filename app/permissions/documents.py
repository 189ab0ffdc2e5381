"""Files: seen by who sees what they belong to, kept by who keeps that."""

from sqlalchemy import select

from app.documents.models import File
from app.membership.models import Act
from app.permissions.membership import can_file_act, seen_acts


def seen_files(person_id, at):
    """The files of the acts I see; what was taken back is given to nobody."""
    acts = seen_acts(person_id, at).with_only_columns(Act.id)
    return select(File).where(File.act_id.in_(acts), File.withdrawn_at.is_(None))


def can_withdraw_file(person, file):
    return can_file_act(person, file.act)
