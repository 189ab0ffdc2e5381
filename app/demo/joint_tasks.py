"""An example of what is to be done in the workspace: tasks of its bodies around today, one late, one done, one with steps."""

from datetime import timedelta

from app.database import day_of, utc_now
from app.rendering import render
from app.workspaces.models import Task, TaskStep
from app.workspaces.models.task import DOERS

# title, text, days from today, how far it is, steps
TASKS = (
    ("Elenco degli alloggi del Politecnico", "Strutture, posti, comuni e canoni, con la data dei dati.", -6, "begun", ()),
    (
        "Criteri di accesso: testo unico",
        "",
        7,
        "open",
        ("Confrontare i tre bandi", "Scrivere i criteri comuni", "Farli leggere a tutti"),
    ),
    ("Schema di convenzione", "Una bozza che tutti possano firmare.", 21, "open", ()),
    ("Elenco della Statale", "", -1, "done", ()),
)


def give_tasks(workspace):
    """One to each body that works here in turn, and to its first person."""
    now = utc_now()
    seats = [seat for seat in workspace.place.seats if seat.role in DOERS[:2] and seat.in_force(now)]
    voice = seats[0].mandates[0]
    thread = next(iter(workspace.threads), None)
    for number, (title, text, days, state, steps) in enumerate(TASKS):
        mandate = next(each for each in seats[number % len(seats)].mandates if each.in_force(now))
        owner = {"organisation": mandate.organisation, "person": mandate.person}
        rendered, due_on = render(text), day_of(now) + timedelta(days=days)
        parts = {"title": title, "text": text, "html": rendered.html, "renderer": rendered.version, "due_on": due_on}
        tie = {"decision": workspace.decision, "action": None}
        task = Task.open(workspace, voice, thread=thread if state == "done" else None, **parts, **owner, **tie)
        for step in steps:
            TaskStep.add(task, step, voice)
        if state != "open":
            task.move(state, mandate)
