"""The actions of the sitting held: who does what by when, what was done, what is late, what the secretariat asked."""

from datetime import timedelta

from app.database import utc_now
from app.meetings.models import Action, ask_follow_up, give_follow_up

# {item of the agenda: [(what, body, person, days from today)]}
GIVEN = {
    1: [
        ("Manda alle università lo schema comune dell'elenco.", "POLIMI", "delegate", -90),
        ("Raccoglie i posti letto dei propri collegi e li porta in un solo foglio.", "POLIMI", "delegate", 20),
    ],
    2: [("Chiede alle altre università le convenzioni su mense, trasporti e biblioteche.", "UNIMI", "other_delegate", -15)],
}


def give_actions(world, decision, day_at, voice):
    """With an output, while the sitting is open."""
    for text, body, person, due in GIVEN.get(decision.item.position, ()):
        facts = {"organisation": world.bodies[body], "person": world.people[person], "due_on": day_at(due).date()}
        Action.give(decision.item, voice, decision, text=text, **facts)


def tell_what_came(meeting, voice):
    """After the sitting: the first one is done, the second in course with news, the third late and asked about."""
    schema, beds, conventions = [action for item in meeting.items for action in item.actions]
    schema.finish("Lo schema è stato mandato a tutte le università del Tavolo.", "", schema.person)
    beds.begin(beds.person)
    give_follow_up(beds, "Mancano i dati di due collegi: arrivano entro il mese.", beds.person)
    ask_follow_up(
        conventions, "A che punto è la raccolta delle convenzioni?", utc_now().date() + timedelta(days=7), voice.person, voice
    )
    for action in (schema, beds, conventions):
        action.given_at = meeting.closed_at
