"""Mails about opinions on coherence: to who is asked, and once more three days before the opinion is due."""

from datetime import timedelta

from flask import has_request_context
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.database import commit, day_of, db, utc_now, writing
from app.happenings import react
from app.membership.models import Affiliation, Office, Person
from app.outbox import Mail, absolute, drop_mails, post_mail
from app.permissions import seen_coherence
from app.plan.models import CoherenceOpinion, CoherenceRequest
from app.rounds import round_of

BEFORE = timedelta(days=3)
HOUR = 3600


def tell_asked(said):
    """Never for what came through no door by somebody's hand (the demonstration)."""
    if has_request_context():
        db.session.flush()
        tell(said.subject, "coherence_asked", f"coherence-asked/{said.subject.id}", utc_now())


def tell_outcome(said):
    """To who asked for the assessment, while she may read it."""
    request, now = said.subject, utc_now()
    mine = seen_coherence(request.asked_by_id, now).where(CoherenceRequest.id == request.id)
    if has_request_context() and request.asked_by.lives(now) and db.session.scalar(mine):
        to = request.asked_by
        facts = {"to": to.email, "language": to.language, "person_id": to.id, "key": f"coherence-given/{request.id}"}
        post_mail("plan/mail/coherence_given", **facts, assessed=request, link=absolute(request.page))


def take_back(said):
    """What was not sent yet is not asked any more."""
    ids = [each.id for each in said.subject.opinions] if said.kind == "assessment-withdrawn" else [said.subject.id]
    for id in ids:
        drop_mails(Mail.key.startswith(f"coherence-asked/{id}/", autoescape=True))
        drop_mails(Mail.key.startswith(f"coherence-due/{id}/", autoescape=True))


react("assessment-opinion-asked", tell_asked)
react("assessment-given", tell_outcome)
react("assessment-withdrawn", take_back)
react("assessment-opinion-withdrawn", take_back)


@round_of("coherence-due", every=HOUR)
def remind(now):
    """Once, in the last days before an opinion is due; not where it was asked in those very days."""
    today = day_of(now)
    writing()
    for opinion in db.session.scalars(waiting().where(CoherenceOpinion.due_on.between(today, today + BEFORE))):
        if day_of(opinion.asked_at) < opinion.due_on - BEFORE:
            tell(opinion, "coherence_due", f"coherence-due/{opinion.id}", now)
    commit()


def waiting():
    query = select(CoherenceOpinion).join(CoherenceOpinion.request).options(contains_eager(CoherenceOpinion.request))
    still = CoherenceOpinion.given_at.is_(None), CoherenceOpinion.withdrawn_at.is_(None)
    return query.where(*still, CoherenceRequest.outcome.is_(None), CoherenceRequest.withdrawn_at.is_(None))


def tell(opinion, template, key, now):
    days = (opinion.due_on - day_of(now)).days
    for person in asked_people(opinion, now):
        facts = {"to": person.email, "language": person.language, "person_id": person.id, "key": f"{key}/{person.id}"}
        link = absolute(f"/coherence/opinions/{opinion.id}")
        post_mail(f"plan/mail/{template}", **facts, opinion=opinion, assessed=opinion.request, days=days, link=link)


def asked_people(opinion, at):
    """Who may give the opinion: who holds the office, who administers the body, the person herself."""
    query = select(Person).where(Person.lives(at)).order_by(Person.id)
    if opinion.office:
        mine = select(Office.person_id).where(Office.kind == opinion.office, Office.in_force(at))
    elif opinion.organisation_id:
        mine = select(Affiliation.person_id).where(Affiliation.organisation_id == opinion.organisation_id)
        mine = mine.where(Affiliation.administrator.is_(True), Affiliation.in_force(at))
    else:
        mine = select(Person.id).where(Person.id == opinion.person_id)
    return db.session.scalars(query.where(Person.id.in_(mine))).all()
