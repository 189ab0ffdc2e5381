"""The nouns of the plan."""

from app.plan.models.plan import Objective, PlanEdition, Theme
from app.plan.models.resource import ResourceCommitment
from app.plan.models.sheet import ObjectiveSheet

__all__ = ["Objective", "ObjectiveSheet", "PlanEdition", "ResourceCommitment", "Theme"]
