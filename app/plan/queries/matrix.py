"""The matrix of an edition: work beside areas or objectives, and the gaps that it shows."""

from dataclasses import dataclass

from app.plan.models import SIGNS, Compared
from app.words import titled, word


@dataclass
class Column:
    """An area (or an objective of one) with the ids of all that lies below it."""

    objective: object
    below: set


@dataclass
class Matrix:
    """`columns` are the areas of the edition, or the objectives of the `area` that was chosen."""

    columns: list
    rows: list
    area: object
    projects_without: list
    objectives_without: list

    def cell(self, row, column):
        """The sign of a row for a column: a conflict anywhere below it, else a contribution, else neutral; None for nothing."""
        signs = [found for id, found in row.signs().items() if id in column.below]
        return min(signs, key=lambda found: (("conflicts", "contributes", "neutral").index(found[0]), not found[1]), default=None)


def matrix_of(tree, rows, *, area_id=None, sign="", gap=""):
    """The matrix of these rows, narrowed; an unknown area is none."""
    area = next((branch.objective for branch in tree if branch.objective.id == area_id and branch.children), None)
    below = below_each(tree)
    columns = columns_of(tree, area, below)
    ids = set().union(*(column.below for column in columns)) if columns else set()
    touched = {id for row in rows for id, (said, _given) in row.signs().items() if said == SIGNS[0]}
    without = [row for row in rows if not any(said == SIGNS[0] for said, _given in row.signs().values())]
    shown = without if gap == "projects" else [row for row in rows if matches(row, ids if area else None, sign)]
    lacking = [branch.objective for branch in tree if branch.objective.id in ids and not below[branch.objective.id] & touched]
    return Matrix(columns, shown, area, without, lacking)


def matches(row, ids, sign):
    signs = {said for id, (said, _given) in row.signs().items() if ids is None or id in ids}
    return sign in signs if sign else ids is None or bool(signs)


def columns_of(tree, area, below):
    """The highest objectives of the edition, or those right below the area."""
    parent = area.id if area else None
    return [Column(each.objective, below[each.objective.id]) for each in tree if each.objective.parent_id == parent]


def below_each(tree):
    """{objective id: the ids of it and of all below it}; a tree tells who stands above first."""
    below = {}
    for branch in reversed(tree):
        objective = branch.objective
        below.setdefault(objective.id, set()).add(objective.id)
        if objective.parent_id is not None:
            below.setdefault(objective.parent_id, set()).update(below[objective.id])
    return below


def matrix_json(matrix):
    columns = [{"id": each.objective.id, "code": each.objective.code, "title": titled(each.objective)} for each in matrix.columns]
    return {
        "columns": columns,
        "items": [row_json(row) for row in matrix.rows],
        "projects_without_objective": [{"title": row.title, "address": row.page} for row in matrix.projects_without],
        "objectives_without_project": [objective_named(each) for each in matrix.objectives_without],
        "next": None,
    }


def row_json(row: Compared):
    request = row.request
    cells = [{"objective": id, "sign": said, "given": given} for id, (said, given) in sorted(row.signs().items())]
    return {"title": row.title, "address": row.page, "state": request and request.state, "cells": cells}


def objective_named(objective):
    return {"id": objective.id, "code": objective.code, "title": titled(objective), "address": f"/objectives/{objective.id}"}


def lines_of_sheet(matrix, tree):
    """The rows of the sheet: one a workspace and objective; a workspace without any has one line, and so has an objective."""
    objectives = {branch.objective.id: branch.objective for branch in tree}
    for row in matrix.rows:
        state = word(row.request.state, "assessment") if row.request else ""
        signs = [
            (objectives[id], said, row.lines.get(id)) for id, (said, _given) in sorted(row.signs().items()) if id in objectives
        ]
        for objective, said, line in signs:
            mark = line and line.stands
            why = mark.reason if mark else row.serves.get(objective.id, "")
            yield row.title, objective.code, titled(objective), word(said, "coherence"), mark.score if mark else "", why, state
        if not signs:
            yield row.title, "", "", "", "", "", state
    for objective in matrix.objectives_without:
        yield "", objective.code, titled(objective), "", "", "", ""
