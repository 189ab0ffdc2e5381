"""Doors of meetings, agenda items, decisions and minutes, and the panels that meetings show elsewhere."""

from app.meetings.routes import agenda, decisions, meetings, minutes, panels

__all__ = ["panels"]

blueprints = (meetings.bp, agenda.bp, decisions.bp, minutes.bp)
