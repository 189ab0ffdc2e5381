"""Doors of one opinion on coherence: the form with every objective, the draft, giving it, no longer asking for it."""

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import Form
from app.permissions import (
    can_give_coherence,
    can_steer_coherence,
    find,
    me,
    moment,
    require,
    seen_coherence_opinions,
    seen_objectives,
    visible,
)
from app.plan.forms import marking
from app.plan.models import CoherenceOpinion, Objective, whole_request
from app.plan.queries import tree_of
from app.plan.queries.coherence import mark_json, opinion_json

bp = Blueprint("coherence_opinions", __name__)


@bp.get("/coherence/opinions/<int:id>")
def opinion(id):
    return opinion_page(id)


@bp.post("/coherence/opinions/<int:id>/marks")
def keep_draft(id):
    """Keep what was marked so far; nobody else reads it."""
    opinion = written(id)
    commit()
    return done(url_for("coherence_opinions.opinion", id=id), {"id": opinion.id}, 200, _l("The draft is kept. Only you read it."))


@bp.post("/coherence/opinions/<int:id>/answer")
def give(id):
    """Keep it and give it: nobody edits it after."""
    opinion = written(id)
    opinion.give(me())
    commit()
    return done(page_of(opinion), {"id": id}, 200, _l("Your opinion is given."))


@bp.post("/coherence/opinions/<int:id>/withdraw")
def stop_asking(id):
    Form.sent()
    writing()
    opinion = find(seen_coherence_opinions, id)
    require(can_steer_coherence, opinion.request)
    opinion.withdraw(me())
    commit()
    return done(page_of(opinion), {"id": id}, 200, _l("This opinion is no longer asked for."))


def written(id):
    """The opinion with what was sent, in the transaction that writes it."""
    objectives = objectives_of(find(seen_coherence_opinions, id))
    form = marking(objectives).sent(lambda form: opinion_page(id, form))
    writing()
    opinion = find(seen_coherence_opinions, id)
    require(can_give_coherence, opinion)
    marks = form.marks(objectives_of(opinion))
    opinion.write(marks, form.outcome.data or None, form.reason.data or "", form.conditions.data or "", me())
    return opinion


def objectives_of(opinion):
    query = visible(seen_objectives, Objective.edition_id == opinion.request.edition_id).order_by(Objective.id)
    return db.session.scalars(query).all()


def page_of(opinion):
    return url_for("coherence.assessment", id=opinion.request_id)


def opinion_page(id, form=None):
    """The form for who was asked; who else sees the assessment reads what was given."""
    request = db.joinedload(CoherenceOpinion.request)
    opinion = find(seen_coherence_opinions, id, *(request.options(each) for each in whole_request()))
    if opinion.own:
        abort(404)
    gives = can_give_coherence(me(), opinion)
    tree = tree_of(opinion.request.edition)
    form = form or kept(opinion, [branch.objective for branch in tree])
    marks = opinion.marks if gives or opinion.given_at else []
    shown = opinion_json(opinion, moment()) | {"request": opinion.request_id, "marks": [mark_json(each) for each in marks]}
    writes = gives and opinion.clock(moment()) in ("asked", "soon", "expired")
    context = {"opinion": opinion, "assessed": opinion.request, "now": moment(), "form": form if writes else None}
    return answer("plan/opinion.html", shown, areas=areas_of(tree, form, opinion), **context)


def kept(opinion, objectives):
    """The form as the draft left it."""
    data = {"outcome": opinion.outcome, "reason": opinion.reason, "conditions": opinion.conditions}
    for mark in opinion.marks:
        id = mark.objective_id
        data |= {f"score_{id}": str(mark.score), f"why_{id}": mark.reason, f"evidence_{id}": mark.evidence}
    return marking(objectives)(formdata=None, data=data)


def areas_of(tree, form, opinion):
    """[(the highest objective, every branch of it, is something to do there?)]: only the areas that matter stand open."""
    named = {mark.objective_id: mark for each in opinion.request.opinions if each.own for mark in each.marks}
    areas = []
    for branch in tree:
        if not branch.depth:
            areas.append([branch.objective, [], False])
        areas[-1][1].append((branch, named.get(branch.objective.id)))
        areas[-1][2] |= branch.objective.id in named or matters(form, branch.objective.id)
    return areas


def matters(form, id):
    """Was something written on this objective, or is something wrong there?"""
    fields = [form[f"{name}_{id}"] for name in ("score", "why", "evidence")]
    return any(field.data or field.errors for field in fields)
