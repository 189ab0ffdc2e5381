"""An output that amends an older decision, one that waits for its answer, one objected to, and a sitting opened again."""

from datetime import timedelta

from app.database import db, utc_now
from app.meetings.models import Answer, Decision, DecisionLink, Meeting
from app.meetings.models.means import Brought, bring
from app.membership.models import Mandate, Person, Seat, Table
from app.plan.models import Objective
from app.rendering import render

TEXT = "Gli atenei pubblicano insieme gli orari delle biblioteche."


def output_states():
    """{place: path}; call inside a writing transaction."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    voice = keeper(table)
    objected, again = closed(table, voice, "Orari delle biblioteche"), closed(table, voice, "Orari delle mense")
    Answer.give(objected, "objected", "Mancano i dati degli orari serali.", objected.responsible_person)
    again.item.meeting.reopen("Il termine era sbagliato.", voice)
    sitting = sat(table, voice, "Modifiche alle decisioni")
    output = record(sitting, voice)
    older = db.session.scalar(db.select(Decision).where(Decision.adopted_at.is_not(None)).order_by(Decision.id))
    DecisionLink.write(output, objected, "revokes", voice)
    db.session.flush()
    return {
        "links": f"/decisions/{output.id}/links",
        "links_target": f"/decisions/{output.id}/links?target={older.id}",
        "linked_item": f"/meetings/{sitting.id}?item={output.item_id}&decision={output.id}",
        "objected": f"/decisions/{objected.id}",
        "means": f"/means/{objected.means[0].id}",
        "reopened": f"/meetings/{again.item.meeting_id}",
    }


def keeper(table):
    mine = db.select(Mandate).join(Mandate.seat).where(Seat.place_id == table.place_id, Mandate.role == "secretary")
    return db.session.scalar(mine.order_by(Mandate.id.desc()))


def sat(table, voice, title):
    meeting = Meeting.plan(table, title, utc_now() + timedelta(days=2), "Palazzo Isimbardi", voice)
    meeting.add_item("Un punto che decide", "", voice)
    db.session.flush()
    meeting.convene(voice)
    meeting.open(voice)
    db.session.flush()
    return meeting


def record(meeting, voice):
    person = db.session.scalar(db.select(Person).where(Person.email == "delegate@example.org"))
    rendered = render(TEXT)
    decision = meeting.items[0].decide(
        voice,
        kind="task",
        text=TEXT,
        html=rendered.html,
        renderer=rendered.version,
        responsible_organisation=person.affiliations[0].organisation,
        responsible_person=person,
        due_on=utc_now().date() + timedelta(days=30),
        objective=db.session.scalar(db.select(Objective).where(Objective.code == "P2.G-UNI.5")),
    )
    bring(decision, [Brought(person.affiliations[0].organisation, "money", "own", 2027, 1_250_050, "Sito comune")], voice.person)
    db.session.flush()
    return decision


def closed(table, voice, title):
    meeting = sat(table, voice, title)
    decision = record(meeting, voice)
    meeting.close(voice)
    db.session.flush()
    return decision
