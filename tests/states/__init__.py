"""The states in which the policy asks every door: each brings the world there and returns the numbers of its things."""

from tests.states import actions, agenda, bodies, convening, course, guests, mail, mandates, meetings, membership, outputs, papers, polls, presence, privacy, tables, workspaces, zones

ALL = (actions, outputs, agenda, convening, course, bodies, mail, membership, meetings, workspaces, zones, privacy, tables, guests, mandates, papers, polls, presence)
STATES = {name: state for each in ALL for name, state in each.STATES.items()}
