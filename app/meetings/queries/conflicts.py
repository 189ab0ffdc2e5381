"""Conflicts of interest as the page of an item shows them, and who may declare one for whom."""

from flask_babel import gettext as _

from app.forms import listed
from app.happenings import iso
from app.meetings.models.conflict import standing
from app.membership.models import told_organisation, told_person
from app.permissions import can_declare_conflict, can_record, me
from app.permissions.floor import RAISERS
from app.words import titled


def conflicts_on(followed):
    """The declarations that stand on the item shown."""
    item = followed.item
    return [each for each in followed.assembly.conflicts if item and each.item_id == item.id and each.stands()]


def may_declare(meeting, item):
    """Before the item has its outcome, for who speaks at the table or keeps it."""
    return bool(item and meeting.convened_at and not meeting.closed_at and not item.outcome and can_declare_conflict(me(), item))


def offer_conflict(form, followed):
    """The form with whose conflict it is: for who keeps the table anybody's who speaks there."""
    if can_record(me(), followed.meeting):
        speaking = [(each, place) for place in followed.places for each in place.mandates if each.role in RAISERS]
        named = [(each.id, f"{each.person.name} · {place.name}") for each, place in speaking]
        form.mandate.choices = listed(_("Choose…"), named)
    else:
        del form.mandate
    return form


def declared_on(item):
    """[(name of the body, conflict)] for the minutes: what stood when the item was dealt with."""
    return [(titled(each.mandate.organisation.called(each.declared_at)), each) for each in standing(item)]


def conflict_json(conflict):
    mandate = conflict.mandate
    return {
        "id": conflict.id,
        "item": conflict.item_id,
        "kind": conflict.kind,
        "effect": conflict.effect,
        "reason": conflict.reason,
        "declared_at": iso(conflict.declared_at),
        "mandate": mandate.id,
        "seat": mandate.seat_id,
        "person": told_person(mandate.person),
        "organisation": told_organisation(mandate.organisation),
    }
