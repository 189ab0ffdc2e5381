"""Executive outputs: who answers for one afterwards, who keeps its resources, who amends it, who opens a sitting again."""

from sqlalchemy import select

from app.meetings.models import Decision, DecisionLink, DecisionMeans
from app.permissions.meetings import seen_decisions
from app.permissions.membership import SPEAKERS, administers, keeps
from app.permissions.who import mandates_of, moment


def seen_links(person_id, at):
    """The links between two decisions both of which I see."""
    mine = seen_decisions(person_id, at).with_only_columns(Decision.id)
    return select(DecisionLink).where(DecisionLink.decision_id.in_(mine), DecisionLink.target_id.in_(mine))


def seen_means(person_id, at):
    """The resources of the decisions that I see."""
    mine = seen_decisions(person_id, at).with_only_columns(Decision.id)
    return select(DecisionMeans).where(DecisionMeans.decision_id.in_(mine))


def can_accept(person, decision):
    """Who was named to carry it out, or who speaks at that table for the body that answers now, or administers it."""
    body = decision.answering(moment())
    if body is None:
        return False
    return person.id == decision.responsible_person_id or acts_for(person, body, place_of(decision))


def can_note_objection(person, decision):
    """What follows an objection is noted by the secretariat or the chair."""
    return keeps(person, place_of(decision))


def can_amend(person, decision):
    """Who keeps the table of a decision records that a later one amends or revokes it."""
    return keeps(person, place_of(decision))


def can_reopen(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_keep_means(person, means):
    """Who keeps the table, or who acts for the body that brings them."""
    place = place_of(means.decision)
    return keeps(person, place) or acts_for(person, means.line.organisation, place)


def acts_for(person, organisation, place_id):
    """Does this person administer the body, or speak for it in a place?"""
    here = [each for each in mandates_of(person) if each.seat.place_id == place_id and each.role in SPEAKERS]
    return administers(person, organisation.id) or any(each.seat.organisation_id == organisation.id for each in here)


def place_of(decision):
    return decision.item.meeting.table.place_id
