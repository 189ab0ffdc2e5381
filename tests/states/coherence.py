"""States of the assessment of a workspace's coherence with the plan."""

from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.membership.models import Lead
from app.plan.models import CoherenceOpinion, CoherenceRequest
from app.workspaces.models import AssessedWorkspace, Workspace
from tests.states.workspaces import workspace


def asked(cast):
    """The plan office, the zones office and who leads an area are asked."""
    names = workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    voice, objective, due = cast.mandate("delegate", space.place), cast.objective("P2.M1"), day_of(utc_now()) + timedelta(days=9)
    space.serve(objective, "Avvicina le case.", voice)
    db.session.flush()
    request = AssessedWorkspace.ask(space, "Va bene?", due, by=voice.person, voice=voice)
    db.session.flush()
    zones = CoherenceOpinion.ask(request, due, office="zones_office", by=voice.person)
    CoherenceOpinion.ask(request, due, person=db.session.scalar(db.select(Lead)).person, by=voice.person)
    commit()
    office = next(each for each in request.opinions if each.office == "plan_office")
    return names | {"assessment": request.id, "office_opinion": office.id, "zones_opinion": zones.id, "objective": objective.id}


def marked(cast):
    """The plan office has given its opinion; the outcome is not said yet."""
    names = asked(cast)
    writing()
    opinion, office = db.session.get(CoherenceOpinion, names["office_opinion"]), cast.person("plan_office")
    opinion.write({cast.objective("P2.M1"): (1, "", "")}, "coherent", "Va bene.", "", office)
    opinion.give(office)
    commit()
    return names


def against(cast):
    """The outcome is against the work."""
    names = marked(cast)
    writing()
    request = db.session.get(CoherenceRequest, names["assessment"])
    request.conclude("not_coherent", "Non serve allo stesso fine.", "", cast.person("plan_office"))
    commit()
    return names


STATES = {"coherence asked": asked, "coherence marked": marked, "coherence against": against}
