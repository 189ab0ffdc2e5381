"""The states in which the policy asks every door: each brings the world there and returns the numbers of its things."""

from tests.states import bodies, guests, mail, mandates, meetings, membership, privacy, tables, workspaces, zones

ALL = (bodies, mail, membership, meetings, workspaces, zones, privacy, tables, guests, mandates)
STATES = {name: state for each in ALL for name, state in each.STATES.items()}
