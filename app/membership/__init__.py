"""Organisations, zones, people, acts, places with their seats and mandates, and signing in: who may speak for whom, where, from when to when."""
