"""The way down: workspaces on the pages of the decisions, tables, objectives and organisations they belong to."""

from app.panels import shows_on
from app.workspaces import queries
from app.workspaces.queries import held

shows_on("decision", "workspaces", "workspaces/_of_decision.html", queries.born_of, queries.as_json)
shows_on("table", "workspaces", "workspaces/_of_table.html", queries.born_at, queries.as_json)
shows_on("objective", "workspaces", "workspaces/_of_objective.html", queries.serving, queries.as_json)
shows_on("organisation", "workspaces", "workspaces/_of_organisation.html", queries.seating, queries.as_json)
shows_on("plan", "workspaces", "workspaces/_of_plan.html", queries.counts_of_edition, queries.count_json)

__all__ = ["held"]
