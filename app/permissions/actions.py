"""Actions: seen with their sitting or their published output; given by the secretariat, reported by the body that promised."""

from sqlalchemy import and_, not_, or_, select

from app.meetings.models import Action, AgendaItem, Decision, Meeting
from app.membership.models import Affiliation, Mandate, Person, Seat, Table
from app.permissions.meetings import can_launch, seen_items
from app.permissions.membership import KEEPERS, SPEAKERS, administered, administers, keeps
from app.permissions.who import mandates_of


def seen_actions(person_id, at):
    """Those of items that I see, those of published outputs, and what was given to me to carry out.

    Asked row by row, so that a list of a few does not cost what the whole archive does.
    """
    item = seen_items(person_id, at).where(AgendaItem.id == Action.item_id).with_only_columns(AgendaItem.id)
    output = select(Decision.id).where(Decision.id == Action.decision_id, Decision.published_at.is_not(None))
    shown = or_(output.correlate(Action, Person).exists(), item.correlate(Action).exists())
    return select(Action).where(or_(shown, given_actions(person_id, at)))


def given_actions(person_id, at):
    """A condition: of closed sittings, those that name this person or a body that she administers; see given_decisions."""
    belongs = select(Affiliation.organisation_id).where(Affiliation.person_id == person_id, Affiliation.in_force(at))
    sat = select(Table.id).join(Seat, Seat.place_id == Table.place_id).join(Mandate).where(Mandate.person_id == person_id)
    closed = select(AgendaItem.id).join(AgendaItem.meeting).where(AgendaItem.id == Action.item_id, Meeting.closed_at.is_not(None))
    herself = and_(Action.person_id == person_id, Action.organisation_id.in_(belongs.correlate(Person)))
    open_item = closed.where(not_(AgendaItem.is_sealed(at))).correlate(Action, Person).exists()
    bodies = and_(Action.organisation_id.in_(administered(person_id, at)), open_item)
    mine = and_(or_(herself, bodies), closed.correlate(Action, Person).exists())
    return and_(Action.table_id.not_in(sat.correlate(Person)), mine)


def can_give_action(person, item):
    """Actions of a sitting are recorded by the secretariat or the chair."""
    return keeps(person, item.meeting.table.place_id)


def can_promise(person, decision):
    """An action of its own is added by who answers for the output, or speaks at the table for the body that does."""
    return can_launch(person, decision)


def can_revise_action(person, action):
    """What the sitting gave is for who keeps the table; what the body added for the body."""
    return speaks_for(person, action) if action.own else keeps(person, action.table.place_id)


def can_keep_action(person, action):
    """Who keeps the table asks for follow-up and says another state than the facts give."""
    return keeps(person, action.table.place_id)


def can_report(person, action):
    """The body that promised says what comes of it, and so does who keeps the table."""
    return speaks_for(person, action) or keeps(person, action.table.place_id)


def can_drop_action(person, action):
    """A promise of the sitting is dropped by who keeps the table, one of the body's own by the body too."""
    return keeps(person, action.table.place_id) or (action.own and speaks_for(person, action))


def speaks_for(person, action):
    """The person who was named, who speaks at the table for the body, or who administers it."""
    if action.person_id == person.id or administers(person, action.organisation_id):
        return True
    return any(voices_for(person, action, SPEAKERS))


def voice_for(person, action):
    """The mandate under which she reports: of the body at that table, else of the secretariat or the chair; None for neither."""
    mine = voices_for(person, action, SPEAKERS)
    keeping = [each for each in mandates_of(person) if each.seat.place_id == action.table.place_id and each.role in KEEPERS]
    return next(iter([*mine, *keeping]), None)


def voices_for(person, action, roles):
    return [
        each
        for each in mandates_of(person)
        if each.seat.place_id == action.table.place_id
        and each.seat.organisation_id == action.organisation_id
        and each.role in roles
    ]
