"""Files: seen by who sees what they belong to (an act, a paper, the shelf of a workspace), kept by who keeps that."""

from sqlalchemy import or_, select

from app.documents.models import File
from app.membership.models import Act
from app.permissions.lineage import linked_files
from app.permissions.membership import can_file_act, seen_acts
from app.permissions.papers import files_of_papers
from app.permissions.shelf import files_of_shelves


def seen_files(person_id, at):
    """The files of the acts, of the papers and of the shelves I see; what was taken back is given to nobody."""
    acts = seen_acts(person_id, at).with_only_columns(Act.id)
    shelves = or_(File.id.in_(files_of_shelves(person_id, at)), File.id.in_(linked_files(person_id, at)))
    held = or_(File.act_id.in_(acts), File.id.in_(files_of_papers(person_id, at)), shelves)
    return select(File).where(held, File.withdrawn_at.is_(None))


def can_withdraw_file(person, file):
    """Of an act: who keeps it. A paper is withdrawn as a paper, a shared file as such."""
    return file.act is not None and can_file_act(person, file.act)
