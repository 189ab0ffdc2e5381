"""Doors."""

blueprints = ()
