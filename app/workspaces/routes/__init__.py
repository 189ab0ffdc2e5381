"""The doors of workspaces."""

from app.workspaces.routes import bridge, contributions, guests, messages, panels, participations, threads, workspaces

blueprints = (workspaces.bp, participations.bp, threads.bp, messages.bp, contributions.bp, guests.bp, bridge.bp)

__all__ = ["blueprints", "panels"]
