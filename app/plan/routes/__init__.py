"""The doors of the plan."""

from app.plan import rounds  # noqa: F401 - registers the rounds and the reactions of the room
from app.plan.queries import held
from app.plan.routes import coherence, matrix, opinions, plan

blueprints = (plan.bp, coherence.bp, opinions.bp, matrix.bp)

__all__ = ["blueprints", "held"]
