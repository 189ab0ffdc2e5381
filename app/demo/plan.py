"""The three editions of the strategic plan with their objectives, and the themes of the Urban Agenda for the EU."""

from app.database import db
from app.demo.facts import instant, rows
from app.plan.models import Objective, PlanEdition, Theme

EDITION = "plan"


def load_plan(world):
    """Each edition stays in force until the next one; the latest has no end."""
    editions = {}
    for row in rows("plan_objectives"):
        if row["level"] == EDITION:
            before = list(editions.values())
            editions[row["plan"]] = edition(world, row)
            if before:
                before[-1].until = instant(row["in_force_since"])
        else:
            world.objectives[row["code"]] = objective(world, editions[row["plan"]], row)
        yield


def edition(world, row):
    made = PlanEdition(
        code=row["code"],
        years=row["plan"].split()[-1],
        title=row["title_it"],
        title_en=row["title_en"],
        note=row["note_it"],
        since=instant(row["in_force_since"]),
        act=world.acts.get(row["act"]),
    )
    db.session.add(made)
    return made


def objective(world, edition, row):
    made = Objective(
        edition=edition,
        parent=world.objectives.get(row["parent_code"]),
        code=row["code"],
        level=row["level"],
        title=row["title_it"],
        title_en=row["title_en"],
        note=row["note_it"],
        certainty=row["certainty"],
    )
    db.session.add(made)
    return made


def load_themes(_world):
    for row in rows("eu_urban_agenda"):
        theme = Theme(code=row["code"], scheme="EUUA", position=int(row["position"]))
        theme.title, theme.title_en = row["title_it"], row["title_en"]
        db.session.add(theme)
        yield
