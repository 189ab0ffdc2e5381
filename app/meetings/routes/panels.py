"""The way down: what meetings and decisions show on the pages of tables, objectives, the plan, bodies and the register."""

from app.meetings.queries import elsewhere, held
from app.meetings.queries.decisions import decision_json
from app.meetings.queries.meetings import meeting_line
from app.panels import shows_on

shows_on("table", "meetings", "meetings/_of_table.html", elsewhere.sittings_of, elsewhere.sitting_json)
shows_on("table", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_table, decision_json)
shows_on("inheritance", "decisions", "meetings/_decisions_of.html", elsewhere.commitments_waiting, decision_json)
shows_on("objective", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_objective, decision_json)
shows_on("objective", "meetings", "meetings/_of_objective.html", elsewhere.meetings_of_objective, meeting_line)
shows_on("organisation", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_organisation, decision_json)
shows_on("plan", "decisions", "meetings/_of_plan.html", elsewhere.counts_of_edition, elsewhere.count_json)
shows_on("entry", "minutes", "meetings/_of_entry.html", elsewhere.entered_minutes, meeting_line)

__all__ = ["held"]
