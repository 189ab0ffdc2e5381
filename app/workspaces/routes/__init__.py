"""The doors of workspaces."""

from app.workspaces.routes import contributions, guests, messages, panels, participations, threads, workspaces

blueprints = (workspaces.bp, participations.bp, threads.bp, messages.bp, contributions.bp, guests.bp)

__all__ = ["blueprints", "panels"]
