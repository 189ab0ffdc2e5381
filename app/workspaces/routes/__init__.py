"""The doors of workspaces."""

from app.workspaces.routes import contributions, messages, panels, participations, threads, workspaces

blueprints = (workspaces.bp, participations.bp, threads.bp, messages.bp, contributions.bp)

__all__ = ["blueprints", "panels"]
