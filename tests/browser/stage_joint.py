"""A thread in which everything happened that can happen to a message; and a workspace with hundreds of tasks and files."""

import io
import secrets
from datetime import timedelta

from app.database import day_of, db, utc_now
from app.documents.models import File, storage_here
from app.plan.models import CoherenceOpinion
from app.rendering import render
from app.workspaces.models import Message, SharedFile, Task, Thread, Workspace
from app.workspaces.models.reaction import react_to
from app.workspaces.models.reading import Draft

ROOM = 10_000_000  # bytes
STORY = (
    "Propongo di partire dai posti letto già convenzionati.",
    "Il canone medio è 310 euro.",
    "Lo tolgo: era la bozza sbagliata.",
    "Questo dato non si può dire qui.",
    "Una riga lunga. " * 120,
    "D'accordo, ma con una nota sui trasporti.",
)


def joint_states():
    """{place: path}; call inside a writing transaction."""
    workspace = db.session.scalar(db.select(Workspace).where(Workspace.parent_id.is_(None)).order_by(Workspace.id).limit(1))
    own, other = voices(workspace)
    thread = Thread.begin(workspace, "Tutto ciò che succede a un messaggio", other)
    db.session.flush()
    ids = [say(thread, other, body) for body in STORY[:4]]
    ids += [say(thread, own, STORY[4]), say(thread, own, STORY[5], quoted=ids[0])]
    first, second, third, fourth = (db.session.get(Message, each) for each in ids[:4])
    first.pin(own)
    react_to(first, "agree", own)
    react_to(first, "thanks", other)
    second.edit(other, "Il canone medio è 320 euro.", render("Il canone medio è 320 euro."), 0)
    third.delete(other)
    fourth.delete(own, "Un dato personale")
    Draft.keep(own.person, thread, "Ancora da finire")
    settled = Thread.begin(workspace, "Referenti e calendario", own)
    db.session.flush()
    say(settled, own, "Ci siamo tutti.")
    settled.resolve(own)
    task = db.session.scalar(db.select(Task).where(Task.workspace_id == workspace.id, Task.done_at.is_(None)).order_by(Task.id))
    opinion = db.session.scalar(
        db.select(CoherenceOpinion).where(CoherenceOpinion.given_at.is_(None)).order_by(CoherenceOpinion.id)
    )
    talk = f"/workspaces/{workspace.id}/threads/{thread.id}"
    return {
        "talk": talk,
        "talk_message": f"{talk}/messages/{ids[1]}",
        "talk_settled": f"/workspaces/{workspace.id}/threads/{settled.id}",
        "task": f"/tasks/{task.id}",
        "assessed": f"/coherence/{opinion.request_id}",
        "coherence_opinion": f"/coherence/opinions/{opinion.id}",
    }


def voices(workspace):
    """A mandate of the lead and one of a partner."""
    now = utc_now()
    by_role = {
        seat.role: [each for each in seat.mandates if each.holds(now)] for seat in workspace.place.seats if seat.in_force(now)
    }
    return by_role["lead"][0], by_role["partner"][0]


def say(thread, voice, body, quoted=None):
    return thread.post(voice, body, render(body), secrets.token_hex(16), quoted_id=quoted)[0]


def crowd_the_work(workspace, voice, name):
    """Two hundred tasks, late and to come, and as many files, with names as long as they may be."""
    rendered, today = render(""), day_of(utc_now())
    parts = {"text": "", "html": rendered.html, "renderer": rendered.version, "organisation": voice.organisation}
    for n in range(200):
        title = name if n == 0 else f"Raccogliere i dati della struttura numero {n}"
        Task.open(workspace, voice, title=title, person=voice.person, due_on=today + timedelta(days=n - 100), **parts)
    for n in range(200):
        stored = storage_here().store(io.BytesIO(f"Riga {n}.".encode()), 1000)
        file = File.keep(f"{name if n == 0 else 'struttura'}-{n}.txt", "text/plain", stored, voice.person)
        SharedFile.add(workspace, None, file, voice, ROOM)
