"""The way down: workspaces on the pages of the decisions, tables, objectives and organisations they belong to."""

from app.panels import shows_on
from app.workspaces import queries
from app.workspaces.queries import held, held_reading, held_tasks
from app.workspaces.queries.came_from import discussion_json, discussions_of, discussions_of_decision
from app.workspaces.queries.coherence import compared_json, compared_with, marked_json, marked_on
from app.workspaces.queries.tasks import carrying_out, task_json, waiting_for, waiting_of
from app.workspaces.queries.zones import in_zone, in_zone_json

shows_on("decision", "workspaces", "workspaces/_of_decision.html", queries.born_of, queries.as_json)
shows_on("table", "workspaces", "workspaces/_of_table.html", queries.born_at, queries.as_json)
shows_on("objective", "workspaces", "workspaces/_of_objective.html", queries.serving, queries.as_json)
shows_on("organisation", "workspaces", "workspaces/_of_organisation.html", queries.seating, queries.as_json)
shows_on("zone", "workspaces", "workspaces/_of_zone.html", in_zone, in_zone_json)
shows_on("desk", "unread", "workspaces/_unread.html", queries.unread_rooms, queries.unread_room_json)
shows_on("plan", "workspaces", "workspaces/_of_plan.html", queries.counts_of_edition, queries.count_json)
shows_on("objective", "coherence", "workspaces/_coherence_of_objective.html", marked_on, marked_json)
shows_on("coherence", "workspaces", "", compared_with, compared_json)
shows_on("desk", "tasks", "workspaces/_my_tasks.html", waiting_for, task_json)
shows_on("organisation", "tasks", "workspaces/_tasks_of.html", waiting_of, task_json)
shows_on("decision", "tasks", "workspaces/_tasks_of.html", carrying_out, task_json)
shows_on("decision", "discussions", "workspaces/_came_from.html", discussions_of_decision, discussion_json)
shows_on("item", "discussions", "workspaces/_came_from.html", discussions_of, discussion_json)

__all__ = ["held", "held_reading", "held_tasks"]
