"""The page of one decision, with the forms of who answers for it and of who keeps its table."""

from app.doors import answer
from app.meetings.forms.links import AnswerForm, FollowForm
from app.meetings.queries.decisions import WHOLE, decision_json
from app.meetings.queries.links import links_json, links_of, version_json, versions_of
from app.meetings.queries.means import sums_of
from app.panels import panels_json, panels_of
from app.permissions import can_accept, can_note_objection, find, me, only_seen, seen_decisions, seen_meetings


def decision_page(id, **forms):
    """`forms` are those that were refused, to be shown as they were typed."""
    decision = find(seen_decisions, id, *WHOLE)
    panels = panels_of("decision", decision)
    meeting = only_seen(seen_meetings, decision.item.meeting_id)
    mine, theirs = links_of(decision)
    versions, sums = versions_of(decision, theirs), sums_of(decision)
    shown = decision_json(decision) | links_json(mine, theirs) | {"versions": [version_json(each) for each in versions]}
    shown |= {"sums": [each.as_json() for each in sums]} | panels_json(panels)
    context = {"decision": decision, "meeting": meeting, "panels": panels, "links": mine, "linked_by": theirs}
    context |= {"versions": versions, "sums": sums} | asked_forms(decision, forms)
    return answer("meetings/decision.html", shown, **context)


def asked_forms(decision, forms):
    """The answer form for who answers for it, the note for who keeps the table, each only where there is something to say."""
    given, found = decision.answer, {"answer_form": None, "follow_form": None}
    may_answer = decision.adopted_at and not decision.revoked and (given is None or given.verdict == "objected")
    if may_answer and can_accept(me(), decision):
        found["answer_form"] = (forms.get("answer_form") or AnswerForm(formdata=None)).at("answer")
    if given and given.verdict == "objected" and not given.what_follows and can_note_objection(me(), decision):
        found["follow_form"] = (forms.get("follow_form") or FollowForm(formdata=None)).at("follow")
    return found
