"""The doors of workspaces."""

from app.workspaces import rounds  # noqa: F401 - registers the rounds and the reactions of the room
from app.workspaces.routes import (
    bridge,
    catching_up,
    circles,
    closing,
    coherence,
    contributions,
    guests,
    history,
    ideas,
    life,
    merging,
    message_changes,
    message_marks,
    messages,
    panels,
    participations,
    reading,
    shape,
    sharing,
    shelf,
    splitting,
    task_page,
    tasks,
    thread_changes,
    threads,
    workspaces,
)

blueprints = (
    workspaces.bp,
    participations.bp,
    threads.bp,
    messages.bp,
    contributions.bp,
    guests.bp,
    bridge.bp,
    circles.bp,
    tasks.bp,
    task_page.bp,
)
blueprints += (ideas.bp, life.bp, shape.bp)
blueprints += (coherence.bp,)
blueprints += (message_changes.bp, message_marks.bp, thread_changes.bp)
blueprints += (reading.bp, catching_up.bp)
blueprints += (shelf.bp, sharing.bp)
blueprints += (closing.bp, history.bp, splitting.bp, merging.bp)

__all__ = ["blueprints", "panels"]
