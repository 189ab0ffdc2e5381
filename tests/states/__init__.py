"""The states in which the policy asks every door: each brings the world there and returns the numbers of its things."""

from tests.states import actions, agenda, bodies, calendars, circles, convening, course, guests, mail, mandates, meetings, membership, minutes, outputs, papers, polls, presence, privacy, proposals, tables, technical, workspaces, zones

ALL = (minutes, calendars, actions, outputs, agenda, convening, course, bodies, mail, membership, meetings, workspaces, zones, privacy, tables, guests, mandates, papers, polls, presence, proposals, technical, circles)
STATES = {name: state for each in ALL for name, state in each.STATES.items()}
