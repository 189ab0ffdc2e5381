"""Meetings of a table: agenda, attendance, outcomes, minutes and the decisions that come of them."""
