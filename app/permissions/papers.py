"""Papers: seen by who sees their item, brought by who keeps the table and by who reports on the item."""

from sqlalchemy import select

from app.meetings.models import AgendaItem, Paper, PaperVersion
from app.permissions.meetings import seen_items
from app.permissions.membership.offices import KEEPERS, keeps
from app.permissions.who import mandates_of, me, voice


def seen_papers(person_id, at):
    """The papers of the items I see; of a confidential one only who reads the item."""
    return select(Paper).where(Paper.item_id.in_(item_ids(person_id, at)))


def files_of_papers(person_id, at):
    """A select of the ids of the files behind the papers that this person sees."""
    query = select(PaperVersion.file_id).join(PaperVersion.paper)
    return query.where(Paper.item_id.in_(item_ids(person_id, at)))


def item_ids(person_id, at):
    return seen_items(person_id, at).with_only_columns(AgendaItem.id)


def can_add_paper(person, item):
    """The secretariat, the chair, and who reports on the item, while her mandate holds."""
    return keeps(person, item.of_table.place_id) or reports(person, item)


def can_change_paper(person, paper):
    return can_add_paper(person, paper.item)


def reports(person, item):
    return item.rapporteur_id is not None and any(each.id == item.rapporteur_id for each in mandates_of(person))


def voice_for_papers(item):
    """In whose name a paper is brought: the secretariat's or the chair's, else that of who reports."""
    if keeps(me(), item.of_table.place_id):
        return voice(item.of_table.place, KEEPERS)
    return next(each for each in mandates_of(me()) if each.id == item.rapporteur_id)
