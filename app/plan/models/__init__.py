"""The nouns of the plan."""

from app.plan.models.coherence import OUTCOMES, CoherenceRequest, Subject, edition_in_force, version_of
from app.plan.models.coherence_asking import ask_coherence
from app.plan.models.coherence_opinion import OFFICES, SCORES, SIGNS, CoherenceMark, CoherenceOpinion
from app.plan.models.coherence_reading import (
    Compared,
    lines_of,
    opinions_asked,
    opinions_given,
    read_whole,
    suggested,
    waits_for,
    whole_request,
)
from app.plan.models.plan import Objective, PlanEdition, Theme
from app.plan.models.resource import ResourceCommitment
from app.plan.models.sheet import ObjectiveSheet

__all__ = [
    "OFFICES",
    "OUTCOMES",
    "SCORES",
    "SIGNS",
    "Compared",
    "CoherenceMark",
    "CoherenceOpinion",
    "CoherenceRequest",
    "Objective",
    "ObjectiveSheet",
    "PlanEdition",
    "ResourceCommitment",
    "Subject",
    "Theme",
    "ask_coherence",
    "edition_in_force",
    "lines_of",
    "opinions_asked",
    "opinions_given",
    "read_whole",
    "suggested",
    "version_of",
    "waits_for",
    "whole_request",
]
