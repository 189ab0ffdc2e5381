"""What the polls of an item say of its outputs: whether they are carried, by whom, and what is still missing to close."""

from json import dumps

from flask_babel import lazy_gettext as _l

from app.membership.models.table_rules import SIDES


def put_of(decision):
    """What an output says, as one text to compare later; empty where there is none."""
    if decision is None:
        return ""
    said = {
        "text": decision.text,
        "organisation": decision.responsible_organisation_id,
        "due_on": decision.due_on and decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": decision.no_resources,
        "objective": decision.objective_id,
    }
    return dumps(said, ensure_ascii=False, sort_keys=True)


def agreement(decision):
    """The poll that says whether an output is carried: the last one that was closed; None where there is none."""
    return next((each for each in reversed(decision.polls) if each.state == "closed"), None)


def poll_blockers(item):
    """Sentences saying what the polls of an item still lack for the sitting to be closed."""
    found = [_l("a poll is open: close it or withdraw it") for each in item.polls if each.state == "open"]
    closed = [each for each in item.polls if each.state == "closed"]
    found += [_l("the result of a poll is not in the minutes yet") for each in closed if not each.recorded_at]
    return found + [sentence for decision in item.decisions for sentence in lacking(decision, item.meeting.table)]


def lacking(decision, table):
    """What an output lacks to stand: what was put to the seats must be carried, and at a parity table by both sides."""
    poll = agreement(decision)
    if poll is None:
        return [lacks_assent(table, side) for side in SIDES] if table.parity else []
    if not poll.adopted and poll.parity:
        return [lacks_assent(table, each["side"]) for each in poll.result if not each["passed"]]
    if not poll.adopted:
        return [_l("the output was not carried: remove it, or change it and put it to the seats again")]
    if poll.put != put_of(decision):
        return [_l("the output was changed after it was carried: put it to the seats again")]
    return []


def lacks_assent(table, side):
    return _l("the output lacks the assent of side %(side)s: %(names)s", side=side.upper(), names=names_of(table, side))


def names_of(table, side):
    """The bodies that sit on a side now, each once."""
    seats = [each for each in table.place.seats if each.side == side and each.until is None]
    return ", ".join(dict.fromkeys(seat.organisation.name for seat in seats))
