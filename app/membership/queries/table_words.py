"""The rules of a table in words for people, and as plain facts for programs."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.membership.models import told_dates
from app.words import word

FACTS = (
    "legal_basis", "composition_rule", "composition_illustrative", "decision_rule", "outputs", "majority", "majority_of",
    "weighted", "parity", "vacancy_suspends", "proxies_allowed", "two_seats_allowed", "record_shown",
    "papers_from_start", "conflicts_count", "speech_seconds", "papers_days_before", "silence_days",
    "confirms", "appointable",
)  # fmt: skip


def rules_json(table):
    facts = {name: getattr(table, name) for name in FACTS}
    asked = {"rule": table.quorum, "number": table.quorum_number, "of": table.quorum_of}
    periods = [{"id": each.id, "label": each.label, **told_dates(each)} for each in table.periods]
    act = table.act and named_act(table.act)
    return facts | {"act": act, "quorum": asked, "reserved": table.reserved_at is not None, "periods": periods}


def named_act(act):
    return {"id": act.id, "title": act.title, "address": f"/acts/{act.id}"}


def told_rules(table):
    """[(name, sentence)] of the rules that are data, in the order in which they matter at a sitting."""
    rules = [
        (_("Valid sitting"), told_quorum(table)),
        (_("Decisions"), told_majority(table)),
        (_("Weights"), _("Each seat votes with a weight of its own.") if table.weighted else ""),
        (_("Two sides"), told_parity(table) if table.parity else ""),
        (_("Proxies"), told_proxies(table)),
        (_("Running record"), _("Who follows a sitting reads it as it is written.") if table.record_shown else ""),
        (_("Conflicts of interest"), told_conflicts(table)),
        (_("Speaking time"), told_speech(table)),
        (_("Papers"), told_papers(table)),
        (_("Promises"), told_silence(table)),
        (_("Two seats"), _("One person may speak in two seats.") if table.two_seats_allowed else ""),
        (_("Who names"), told_naming(table)),
    ]
    return [(name, sentence) for name, sentence in rules if sentence]


def told_quorum(table):
    where = " " + _("On each side.") if table.parity and table.quorum != "none" else ""
    asked = {"number": table.quorum_number, "of": table.quorum_of}
    sentences = {
        "none": _("With any number of seats."),
        "majority": _("With more than half of the seats."),
        "share": _("With %(number)s out of every %(of)s seats.", **asked),
        "number": ngettext("With %(num)s seat.", "With %(num)s seats.", table.quorum_number or 0),
    }
    return sentences[table.quorum] + where


def told_majority(table):
    rule = str(word(table.majority, "majority"))
    if table.majority != "consensus":
        rule = _("%(rule)s, counted on %(seats)s", rule=rule, seats=str(word(table.majority_of, "majority_of")))
    return f"{rule}."


def told_parity(table):
    told = _("Equal seats at every date; a decision needs the assent of both sides.")
    return told + (" " + _("A vacant seat suspends the decisions, not the sitting.") if table.vacancy_suspends else "")


def told_proxies(table):
    if not table.proxies_allowed:
        return _("None.")
    return ngettext("One person holds at most %(num)s.", "One person holds at most %(num)s.", table.proxies_allowed)


def told_conflicts(table):
    return "" if table.conflicts_count else _("A seat in conflict does not count for a valid sitting.")


def told_speech(table):
    seconds = table.speech_seconds
    return seconds and ngettext("At most %(num)s second at a time.", "At most %(num)s seconds at a time.", seconds)


def told_papers(table):
    days = table.papers_days_before
    due = ngettext("Due %(num)s day before the sitting.", "Due %(num)s days before the sitting.", days)
    told = due if days else _("Due by the day of the sitting.")
    return told + (" " + _("Who comes later sees them from her own beginning on.") if table.papers_from_start else "")


def told_silence(table):
    days = table.silence_days
    return ngettext("After %(num)s day without news we ask.", "After %(num)s days without news we ask.", days)


def told_naming(table):
    roles = ", ".join(str(word(role, "mandate")).lower() for role in table.appointable)
    told = _("Each body names its own: %(roles)s.", roles=roles) if roles else _("Only the platform administrator names.")
    return told + (" " + _("The secretariat confirms.") if table.confirms else "")
