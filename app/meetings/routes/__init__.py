"""Doors of meetings, agenda items, decisions and minutes, and the panels that meetings show elsewhere."""

from app.meetings import rounds  # noqa: F401 - registers the rounds and the reactions of the room
from app.meetings.routes import action_parts, actions, answers, calendars, calling_parts, circles, clocks, convocations, agenda, backlog, answering, attendance, conflicts, contestations, decisions, floor, items, links, means, meetings, minutes, notes, order, panels, papers, poll_part, polls, promises, promising, proposals, proxies, register, reopening, room, seals, series, technical

__all__ = ["action_parts", "calling_parts", "panels", "poll_part"]

blueprints = (meetings.bp, convocations.bp, answers.bp, calendars.bp, clocks.bp, attendance.bp, conflicts.bp, floor.bp, actions.bp, promising.bp, register.bp, promises.bp, polls.bp, proposals.bp, technical.bp, circles.bp, proxies.bp, agenda.bp, order.bp, backlog.bp, series.bp, items.bp, decisions.bp, answering.bp, links.bp, means.bp, reopening.bp, minutes.bp, contestations.bp, room.bp, notes.bp, seals.bp, papers.bp)
