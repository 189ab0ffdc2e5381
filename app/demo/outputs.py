"""A later sitting of the Universities' table, held and not minuted yet: it amends the first decision and brings money for it."""

from app.demo.story import brought, day_at, five_parts, mandate_of, move_back, plan_sitting, who_came
from app.demo.texts import AMENDMENT
from app.meetings.models import Answer, DecisionLink
from app.meetings.models.means import bring
from app.rendering import render

AMENDED = -42  # days from today


def tell_of_amendment(world, older):
    """The new output amends the older decision, takes resources of two parties, and its body accepts it."""
    table = older.item.meeting.table
    voice = mandate_of(world, "secretary", table.place)
    meeting = plan_sitting(table, "L'elenco degli alloggi: che cosa serve", day_at(AMENDED), [AMENDMENT], voice)
    meeting.convene(voice)
    meeting.open(voice)
    for seat in table.place.seats:
        meeting.mark(seat, who_came(seat), voice)
    told = AMENDMENT["decision"]
    output = meeting.items[0].decide(voice, **five_parts(world, told))
    bring(output, brought(world, told), voice.person)
    link = DecisionLink.write(output, older, "amends", voice, [told["passage"]])
    link.shown_as(render(link.text))
    meeting.close(voice)
    move_back(meeting)
    Answer.give(output, "accepted", "", world.people[told["person"]])
    output.means[0].move("committed", 8_000_00, "Contratto per la raccolta dei dati", voice.person)
