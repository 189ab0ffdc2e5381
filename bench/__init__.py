"""Measurements of growth and load; see the docstring of each."""
