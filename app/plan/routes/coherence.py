"""Doors of one assessment: its page, further opinions, its outcome, taking it back."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, as_number, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form, listed
from app.membership.models import Lead, Person
from app.panels import panels_json, panels_of, shows_on
from app.permissions import (
    can_conclude_coherence,
    can_steer_coherence,
    find,
    me,
    moment,
    only_seen,
    require,
    seen_coherence,
    seen_organisations,
)
from app.plan.forms import AssessorForm, OutcomeForm, TakeBackForm
from app.plan.models import CoherenceOpinion, lines_of, suggested, whole_request
from app.plan.queries.coherence import assessors, desk_json, request_json, waiting_for

bp = Blueprint("coherence", __name__)

shows_on("desk", "coherence", "plan/_coherence_on_desk.html", waiting_for, desk_json)


@bp.get("/coherence/<int:id>")
def assessment(id):
    return assessment_page(id)


@bp.post("/coherence/<int:id>/review")
def take_up(id):
    """The plan office begins to look at it."""
    Form.sent()
    writing()
    request = find(seen_coherence, id)
    require(can_conclude_coherence, request)
    request.take_up(me())
    commit()
    return done(page_of(id), {"id": id}, 200, _l("Under review: who asked reads it."))


@bp.post("/coherence/<int:id>/opinions")
def ask_opinion(id):
    """One more opinion is asked for."""
    form = AssessorForm.sent(lambda form: assessment_page(id, assessor_form=form))
    writing()
    request = find(seen_coherence, id)
    require(can_steer_coherence, request)
    opinion = CoherenceOpinion.ask(request, form.due_on.data, by=me(), **asked_of(form.assessor.data))
    commit()
    return done(page_of(id), {"id": opinion.id}, note=_l("The opinion is asked for: a mail says so."))


@bp.post("/coherence/<int:id>/outcome")
def conclude(id):
    """The plan office says the outcome."""
    form = OutcomeForm.sent(lambda form: assessment_page(id, outcome_form=form))
    writing()
    request = find(seen_coherence, id, *whole_request())
    require(can_conclude_coherence, request)
    request.conclude(form.outcome.data, form.reason.data, form.conditions.data or "", me())
    commit()
    return done(page_of(id), {"id": id}, 200, _l("The outcome is given. It warns, and blocks nothing."))


@bp.post("/coherence/<int:id>/withdraw")
def take_back(id):
    form = TakeBackForm.sent(lambda form: assessment_page(id, take_back_form=form))
    writing()
    request = find(seen_coherence, id)
    require(can_steer_coherence, request)
    request.withdraw(me(), form.reason.data)
    commit()
    return done(page_of(id), {"id": id}, 200, _l("The request is taken back."))


def page_of(id):
    return url_for("coherence.assessment", id=id)


def assessment_page(id, **forms):
    request = find(seen_coherence, id, *whole_request())
    panels = panels_of("assessment", request)
    shown = request_json(request, moment()) | panels_json(panels)
    context = {"assessed": request, "lines": lines_of(request), "now": moment(), "panels": panels}
    return answer("plan/assessment.html", shown, **context, **steering(request, forms))


def steering(request, forms):
    """The forms of who steers the assessment and of who concludes it, while it is open."""
    given = {"assessor_form": None, "outcome_form": None, "take_back_form": None, "steers": can_steer_coherence(me(), request)}
    if request.open and given["steers"]:
        given["assessor_form"] = forms.get("assessor_form") or AssessorForm(formdata=None)
        given["assessor_form"].assessor.choices = choices_of(assessors())
        given["take_back_form"] = forms.get("take_back_form") or TakeBackForm(formdata=None)
    if request.open and can_conclude_coherence(me(), request):
        given["outcome_form"] = forms.get("outcome_form") or OutcomeForm(formdata=None, data={"outcome": suggested(request)})
    return given


def choices_of(groups):
    return {"": listed(_l("Choose…"), [])} | {str(name): rows for name, rows in groups.items() if rows}


def asked_of(value):
    """Whom the form names: an office, a person who leads an area or a theme now, a body; RuleBroken beside the field."""
    kind, _, rest = (value or "").partition("-")
    if kind == "office" and rest == "zones_office":
        return {"office": rest}
    id = as_number(rest)
    if kind == "body" and id is not None and (body := only_seen(seen_organisations, id)) is not None and body.lives(moment()):
        return {"organisation": body}
    if kind == "person" and id is not None and (person := leading(id)) is not None:
        return {"person": person}
    raise RuleBroken(CHOOSE, field="assessor", status=422)


def leading(person_id):
    """The person of this number, if she leads an area or a theme now."""
    query = db.select(Person).join(Lead, Lead.person_id == Person.id).where(Person.id == person_id, Lead.in_force(moment()))
    return db.session.scalar(query.where(Person.lives(moment())).limit(1))
