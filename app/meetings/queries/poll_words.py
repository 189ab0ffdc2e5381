"""The result of a poll in ready sentences, for its page, the minutes, the page of the output and the public page."""

from flask_babel import gettext as _

from app.membership.models.table_rules import SIDES
from app.words import titled, word


def told_results(poll):
    """[sentence, …] of a closed poll: who was there, how it was put, what came of it."""
    if poll.result is None:
        return []
    counts = [told_counts(poll, each) for each in poll.result]
    return [told_quorum(poll), told_way(poll), *counts, *told_names(poll), told_end(poll)]


def told_quorum(poll):
    """That the quorum was checked as the question was put, side by side where there are two."""
    return " ".join(told_presence(each) for each in poll.house)


def told_presence(group):
    facts = {"present": group["present"], "seats": group["seats"], "needed": group["needed"]}
    if group["side"]:
        facts["side"] = group["side"].upper()
        if group["needed"]:
            return _("Quorum checked on side %(side)s: %(present)s of %(seats)s seats present, %(needed)s needed.", **facts)
        return _("Side %(side)s: %(present)s of %(seats)s seats present.", **facts)
    if group["needed"]:
        return _("Quorum checked: %(present)s of %(seats)s seats present, %(needed)s needed.", **facts)
    return _("%(present)s of %(seats)s seats present.", **facts)


def told_way(poll):
    if poll.kind == "consensus":
        return _("Consensus was sought among the seats present.")
    rule = {"rule": word(poll.majority, "majority"), "of": word(poll.majority_of, "majority_of")}
    told = _("Secret vote.") if poll.secret else _("Open vote.")
    if poll.majority in ("consensus", "simple"):
        rule = word(poll.majority, "majority")
        return f"{told} {rule}."
    return f"{told} " + _("%(rule)s of %(of)s.", **rule)


def told_counts(poll, result):
    """`Side A: in favour 3, against 1, …`, the weights where votes are weighed."""
    counts = [f"{word(choice, 'ballot')} {result['counts'][choice]}" for choice in poll.choices]
    told = ", ".join(counts + ([_("without an answer %(num)s", num=result["silent"])] if result["silent"] else []))
    side = _("Side %(side)s", side=result["side"].upper()) + ": " if result["side"] else ""
    weights = " " + _("Votes are weighed.") if poll.weighted else ""
    needed = "" if poll.kind == "consensus" else " " + _("Needed in favour: %(num)s.", num=result["threshold"])
    return f"{side}{told}.{needed}{weights}"


def told_names(poll):
    """Who answered what in an open poll, and each reservation and objection with its reason."""
    if poll.secret:
        return []
    told = []
    for choice in poll.choices:
        names = [told_elector(each) for each in poll.electors if each.choice == choice]
        told += [f"{word(choice, 'ballot')}: {', '.join(names)}."] if names else []
    return told + [
        f"{titled(each.organisation)}, {word(each.choice, 'ballot')}: «{each.reason}»" for each in poll.electors if each.reason
    ]


def told_elector(elector):
    name = titled(elector.organisation) + (f", {elector.seat.title}" if elector.seat.title else "")
    if elector.weight != 1:
        name += f" ({elector.weight})"
    if elector.cast_by_id and elector.proxy and elector.cast_by_id == elector.proxy.holder_id:
        name += " " + _("(by proxy: %(name)s)", name=titled(elector.proxy.holder.organisation))
    if elector.behalf:
        name += " " + _("(noted by the secretariat)")
    return name


def told_end(poll):
    if not poll.parity:
        return _("Carried.") if poll.adopted else _("Not carried.")
    passed = {each["side"]: each["passed"] for each in poll.result}
    if poll.adopted:
        return _("Both sides assent: carried.")
    lacking = " ".join(_("Side %(side)s does not assent.", side=side.upper()) for side in SIDES if not passed[side])
    return f"{lacking} " + _("Not carried.")
