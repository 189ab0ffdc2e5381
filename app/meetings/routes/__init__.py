"""Doors of meetings, agenda items, decisions and minutes, and the panels that meetings show elsewhere."""

from app.meetings.routes import agenda, decisions, items, meetings, minutes, panels, proxies

__all__ = ["panels"]

blueprints = (meetings.bp, proxies.bp, agenda.bp, items.bp, decisions.bp, minutes.bp)
