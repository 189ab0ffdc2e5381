"""What an output does to an older decision: it amends it, revokes it, or implements it."""

from flask import Blueprint, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, as_number, done
from app.errors import RuleBroken
from app.forms import Form, listed
from app.meetings.forms.links import LinkForm
from app.meetings.models import DecisionLink
from app.meetings.models.link import amended, text_before
from app.meetings.queries.decisions import WHOLE
from app.meetings.queries.links import links_json, links_of, may_change, targets_for
from app.permissions import can_record, chosen, find, only_seen, render_for_me, require, seen_decisions, seen_links, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("links", __name__)


@bp.get("/decisions/<int:id>/links")
def links(id):
    """The links of an output, and the form of a new one; `target` is the older decision whose text is shown."""
    return links_page(id)


def links_page(id, form=None, refused=None):
    decision = find(seen_decisions, id, *WHOLE)
    require(can_record, decision.item.meeting)
    mine, theirs = links_of(decision)
    form, target = offered(decision, form, mine)
    context = {"decision": decision, "meeting": decision.item.meeting, "links": mine, "form": form, "target": target}
    context |= {"present": text_before(decision, target) if target else "", "refused": refused}
    return answer("meetings/links.html", {"id": id, **links_json(mine, theirs)}, **context)


def offered(decision, form, mine):
    """(the form, the target whose text is shown): as sent, as written before, or empty for the decision asked for."""
    number = as_number(request.args.get("target", "")) if form is None else form.target.data
    target = number and only_seen(seen_decisions, number)
    if form is None:
        before = next((each for each in mine if target and each.target_id == target.id), None)
        form = LinkForm(formdata=None, data=as_written(target, before))
    form.target.choices = listed(_l("Choose…"), [(each.id, named(each)) for each in targets_for(decision)])
    return form, target


def as_written(target, link):
    told = {"target": target.id if target else None, "kind": link.kind if link else None}
    if link and link.kind == "amends":
        told["passages"] = [{"before": each.before, "after": each.after} for each in link.replacements]
        told["whole"] = "" if link.replacements else link.text
    return told


def named(decision):
    return f"{decision.label} · {decision.item.meeting.table.name} · {decision.text[:80]}"


@bp.post("/decisions/<int:id>/links")
def link(id):
    """An amendment is written on the text as it stands; who read an older one is told to read again."""
    form = LinkForm.sent(lambda form: links_page(id, form))
    text = text_to_be(id, form)
    rendered = render_for_me(text)
    writing()
    decision = find(seen_decisions, id)
    require(can_record, decision.item.meeting)
    target = target_of(form)
    facts = (form.replacements(), form.whole.data or "") if form.kind.data == "amends" else ()
    row = DecisionLink.write(decision, target, form.kind.data, voice(decision.item.meeting.table.place, KEEPERS), *facts)
    if row.text != text:
        raise RuleBroken(_l("The text changed while you were writing. Read it again before you save."))
    row.shown_as(rendered)
    commit()
    return done(url_for("links.links", id=id), {"id": row.id, "kind": row.kind, "text": row.text})


def text_to_be(id, form):
    """The text after the amendment, computed before the turn to write; empty for the other links."""
    decision = find(seen_decisions, id)
    require(can_record, decision.item.meeting)
    if form.kind.data != "amends":
        return ""
    return amended(text_before(decision, target_of(form)), form.replacements(), form.whole.data or "")


def target_of(form):
    """The older decision; only who keeps its table says that it changes, anybody may say that she implements it."""
    target = chosen(seen_decisions, form.target)
    if form.kind.data != "implements" and not may_change(target):
        sentence = _l("This decision is of another table: only who keeps that table too records that it changes.")
        raise RuleBroken(sentence, field="target", status=403)
    return target


@bp.post("/links/<int:id>/removal")
def unlink(id):
    """Take a link back, while the sitting is open."""
    Form.sent(lambda form: links_page(find(seen_links, id).decision_id, refused=form))
    writing()
    row = find(seen_links, id)
    decision = row.decision
    require(can_record, decision.item.meeting)
    row.remove(voice(decision.item.meeting.table.place, KEEPERS))
    commit()
    return done(url_for("links.links", id=decision.id), {"id": id}, status=200)
