"""What the pages of the plan show: its tree, and the assessments of coherence with it."""

from app.plan.queries.tree import (
    children_of,
    counts_by_objective,
    edition_json,
    edition_shown,
    editions,
    editions_by,
    objective_json,
    tree_of,
    way_up,
)

__all__ = [
    "children_of",
    "counts_by_objective",
    "edition_json",
    "edition_shown",
    "editions",
    "editions_by",
    "objective_json",
    "tree_of",
    "way_up",
]
