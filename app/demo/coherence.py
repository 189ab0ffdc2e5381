"""An example of an assessment: three opinions asked on the joint work, two given, the plan office's due in nine days."""

from datetime import timedelta

from app.database import day_of, db, utc_now
from app.demo.story import day_at
from app.membership.models import Lead
from app.plan.models import CoherenceOpinion
from app.workspaces.models import AssessedWorkspace

QUESTION = "L'elenco degli alloggi e i criteri comuni aiutano gli obiettivi del piano? Che cosa manca?"
TOUCHES = ("P3.M4", "P3.P5")
DUE = 9  # days from today
FIRST = {
    "marks": {"P3.M5": (2, "Apre posti letto a chi ha meno mezzi, in ogni zona omogenea.", "")},
    "said": ("coherent", "Serve allo stesso fine delle agende di zona.", ""),
}
SECOND = {
    "marks": {"P3.M4": (1, "Chi studia vicino alle sedi frequenta di più.", "")},
    "said": ("with_conditions", "Aiuta l'istruzione, se arriva anche fuori Milano.", "Un posto su tre fuori dal capoluogo."),
}


def ask_for_coherence(world, workspace, voice):
    """Asked by who leads it; its beginning is moved to some weeks ago."""
    touches = [world.objectives[code] for code in TOUCHES]
    due = day_of(utc_now()) + timedelta(days=DUE)
    request = AssessedWorkspace.ask(workspace, QUESTION, due, by=voice.person, touches=touches, voice=voice)
    db.session.flush()
    leader = db.session.scalar(db.select(Lead).order_by(Lead.id)).person
    zones = CoherenceOpinion.ask(request, due, office="zones_office", by=voice.person, voice=voice)
    area = CoherenceOpinion.ask(request, due, person=leader, by=voice.person, voice=voice)
    give(world, zones, FIRST, world.people["zones_office"], -12)
    give(world, area, SECOND, leader, -5)
    request.asked_at = day_at(-21)
    for each in request.opinions:
        each.asked_at = request.asked_at


def give(world, opinion, told, by, days):
    marks = {world.objectives[code]: mark for code, mark in told["marks"].items()}
    opinion.write(marks, *told["said"], by)
    opinion.give(by)
    opinion.given_at = day_at(days)
