"""What goes back to where a proposal came from, in words: the same at the item, in the thread and on its own page."""

from flask_babel import gettext as _

from app.happenings import iso
from app.words import named_openly, word


def told_news(news):
    """One thing that came back, in a sentence without its title."""
    table = named_openly(news.proposal.table)
    if news.kind == "outcome" and not news.outcome:
        return _("%(table)s dealt with it: there is an outcome", table=table)
    if news.kind == "outcome" and news.labels:
        return _("%(table)s decided: %(labels)s", table=table, labels=news.labels)
    if news.kind == "outcome":
        return _("%(table)s dealt with it: %(outcome)s", table=table, outcome=word(news.outcome, "outcome").lower())
    return {
        "proposed": _("proposed to %(table)s", table=table),
        "accepted": _("accepted by %(table)s", table=table),
        "returned": _("returned by %(table)s", table=table),
        "withdrawn": _("taken back before %(table)s decided", table=table),
        "off_agenda": _("taken off the agenda of %(table)s: it waits again", table=table),
    }[news.kind]


def news_json(news):
    return {"kind": news.kind, "at": iso(news.at), "outcome": news.outcome or None, "decisions": news.labels or None}
