"""The way down: what meetings and decisions show on the pages of tables, objectives, the plan, bodies and the register."""

from app.meetings.queries import elsewhere, held, held_actions, held_calls, held_polls, held_presence
from app.meetings.queries.actions import action_json, actions_of_decision, waiting_for
from app.meetings.queries.decisions import decision_json
from app.meetings.queries.meetings import meeting_line
from app.meetings.queries.participation import participation_json, participations_in, participations_of
from app.meetings.queries.polls import agreed, agreement_json
from app.meetings.queries.promises import promises_line
from app.meetings.queries.proposals import proposal_json, waiting_at, waiting_for_me
from app.meetings.queries.technical import handed_to_me, handing_json
from app.panels import shows_on

shows_on("desk", "actions", "meetings/_my_actions.html", waiting_for, action_json)
shows_on("desk", "proposals", "meetings/_proposals_waiting.html", waiting_for_me, proposal_json)
shows_on("desk", "handed", "meetings/_handed.html", handed_to_me, handing_json)
shows_on("table", "proposals", "meetings/_proposals_of.html", waiting_at, proposal_json)
shows_on("organisation", "promises", "meetings/_promises_of.html", promises_line, dict)
shows_on("decision", "agreement", "meetings/_agreement.html", agreed, agreement_json)
shows_on("decision", "actions", "meetings/_actions_of.html", actions_of_decision, action_json)
shows_on("table", "meetings", "meetings/_of_table.html", elsewhere.sittings_of, elsewhere.sitting_json)
shows_on("table", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_table, decision_json)
shows_on("inheritance", "decisions", "meetings/_decisions_of.html", elsewhere.commitments_waiting, decision_json)
shows_on("objective", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_objective, decision_json)
shows_on("objective", "meetings", "meetings/_of_objective.html", elsewhere.meetings_of_objective, meeting_line)
shows_on("organisation", "decisions", "meetings/_decisions_of.html", elsewhere.decisions_of_organisation, decision_json)
shows_on("organisation", "attendance", "meetings/_attendance_of.html", participations_of, participation_json)
shows_on("seat", "attendance", "meetings/_attendance_of.html", participations_in, participation_json)
shows_on("plan", "decisions", "meetings/_of_plan.html", elsewhere.counts_of_edition, elsewhere.count_json)
shows_on("entry", "minutes", "meetings/_of_entry.html", elsewhere.entered_minutes, meeting_line)

__all__ = ["held", "held_actions", "held_calls", "held_polls", "held_presence"]
