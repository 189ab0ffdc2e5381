"""Papers: seen by who sees their item (at some tables from her own beginning on), brought by who keeps the table or reports."""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from app.membership.models import Mandate, Person, Seat, Table
from app.permissions.meetings import seen_items
from app.permissions.membership.offices import KEEPERS, keeps
from app.permissions.who import mandates_of, me, places_of, voice


def seen_papers(person_id, at):
    """The papers of the items I see; of a confidential one only who reads the item."""
    return select(Paper).where(Paper.item_id.in_(item_ids(person_id, at)))


def files_of_papers(person_id, at):
    """A select of the ids of the files behind the papers that this person sees."""
    query = select(PaperVersion.file_id).join(PaperVersion.paper)
    return query.where(Paper.item_id.in_(item_ids(person_id, at)))


def item_ids(person_id, at):
    """The items whose papers this person sees."""
    mine = or_(AgendaItem.meeting_id.is_(None), AgendaItem.meeting_id.not_in(over_before_she_came(person_id, at)))
    return seen_items(person_id, at).where(mine).with_only_columns(AgendaItem.id)


def over_before_she_came(person_id, at):
    """The sittings that were closed when a person first came to a table which shows papers from one's own beginning on.

    User story 6 of the domain (2d). Who keeps the table sees them all, and so does who sees it by an office.
    """
    came = select(Mandate.id).join(Mandate.seat).where(Mandate.person_id == person_id, Seat.place_id == Table.place_id)
    came = came.where(Mandate.confirmed_at.is_not(None), Mandate.since <= Meeting.closed_at).correlate(Table, Meeting, Person)
    query = select(Meeting.id).join(Meeting.table).where(Table.papers_from_start, Meeting.closed_at.is_not(None), ~came.exists())
    sits, keeps_it = places_of(person_id, at), places_of(person_id, at, roles=KEEPERS)
    return query.where(Table.place_id.in_(sits), Table.place_id.not_in(keeps_it)).correlate(Person)


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
