"""Organisations, zones, people, acts, places with seats and mandates: who may speak for whom, where, from when to when."""
