"""The states in which the policy asks every door: each brings the world there and returns the numbers of its things."""

from tests.states import meetings, membership, workspaces

STATES = {name: state for each in (membership, meetings, workspaces) for name, state in each.STATES.items()}
