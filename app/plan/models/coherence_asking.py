"""Asking for an assessment: the request, the word of who asks, and the opinion of the plan office, made together."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import day_of, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.plan.models.coherence import CoherenceRequest, edition_in_force, version_of
from app.plan.models.coherence_opinion import CoherenceMark, CoherenceOpinion


def ask_coherence(subject, question, due_on, *, by, touches=(), voice=None, renews=None):
    """Ask the plan office how coherent a subject is with the edition in force, by the end of a day.

    What the subject serves is its own word, and so is that it touches some other objectives without serving them.
    RuleBroken while an earlier request is open, and where no edition is in force.
    """
    now = utc_now()
    edition = edition_in_force(now)
    check_asking(subject, edition, due_on, now)
    request = CoherenceRequest(edition=edition, edition_version=version_of(edition), renews=renews, asked_at=now)
    request.stream, request.title, request.page = subject.stream, subject.title, subject.page
    request.statement, request.subject_version = subject.statement, subject.version
    request.question, request.due_on, request.asked_by, request.asked_as = question, due_on, by, voice
    db.session.add(request)
    say_own_word(request, subject, touches, by)
    announce(request, "assessment-requested", request, person=by, voice=voice)
    CoherenceOpinion.ask(request, due_on, office="plan_office", by=by, voice=voice)
    return request


def check_asking(subject, edition, due_on, now):
    if edition is None:
        raise RuleBroken(_l("No edition of the plan is in force: there is nothing to compare the work with."))
    if due_on < day_of(now):
        raise RuleBroken(_l("The day by which it is due cannot lie in the past."), field="due_on", status=422)
    waiting = CoherenceRequest.outcome.is_(None), CoherenceRequest.withdrawn_at.is_(None)
    if db.session.scalar(select(CoherenceRequest.id).where(CoherenceRequest.stream == subject.stream, *waiting).limit(1)):
        raise RuleBroken(_l("An assessment has been asked for and is not given yet."))


def say_own_word(request, subject, touches, by):
    """What who asks says of the work: it serves some objectives, and is neutral to those it only touches."""
    own = CoherenceOpinion(request=request, due_on=request.due_on, asked_at=request.asked_at, given_at=request.asked_at)
    own.asked_by_id, own.given_by = by.id, by
    words = dict.fromkeys(touches, (0, "")) | {each: (1, why) for each, why in subject.serves.items()}
    for objective, (score, why) in words.items():
        if objective.edition_id == request.edition.id:
            own.marks.append(CoherenceMark(objective=objective, score=score, reason=why, by_id=by.id, at=request.asked_at))
    db.session.add(own)
