"""The plan is public orientation: every signed-in person sees all of it."""

from sqlalchemy import select

from app.plan.models import Objective, PlanEdition


def seen_objectives(_person_id, _at):
    return select(Objective)


def seen_editions(_person_id, _at):
    return select(PlanEdition)
