"""The objectives of the plan as a sheet."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.cells import BadCell
from app.database import db
from app.plan.models.plan import Objective, PlanEdition
from app.sheets import Sheet, is_sheet, set_all
from app.words import WORDS


@is_sheet
class ObjectiveSheet(Sheet):
    """A row an objective; its edition must be there already."""

    kind = "objectives"
    columns = ("edition", "code", "level", "parent", "title", "title_en", "note", "certainty")
    key = ("code",)
    needed = ("edition", "code", "level", "title")
    offices = ("plan_office",)

    def begin(self):
        self.editions = {each.code: each for each in db.session.scalars(select(PlanEdition))}
        self.known = {each.code: each for each in db.session.scalars(select(Objective).options(joinedload(Objective.parent)))}

    def take(self, cells):
        edition = cells.found("edition", self.editions)
        code = cells.text("code", 20, needed=True)
        objective = self.known.get(code)
        if objective and objective.edition_id != edition.id:
            raise BadCell("edition", _l("This objective belongs to the edition %(edition)s.", edition=objective.edition.code))
        new = objective is None
        if new:
            objective = self.known[code] = Objective(code=code, edition=edition)
            db.session.add(objective)
        changed = set_all(
            objective,
            level=cells.choice("level", WORDS["level"]),
            title=cells.text("title", 300, needed=True),
            title_en=cells.text("title_en", 300),
            note=cells.text("note", 5000),
            certainty=cells.text("certainty", 80),
        )
        parent = objective.parent.code if objective.parent else ""
        return "new" if new else "changed" if changed or parent != cells.get("parent", "") else "same"

    def tie(self, cells):
        """An objective stands under one of its own edition, never under itself."""
        objective, parent = self.known[cells["code"]], cells.found("parent", self.known, needed=False)
        if parent and parent.edition is not objective.edition:
            raise BadCell("parent", _l("This objective belongs to the edition %(edition)s.", edition=parent.edition.code))
        above = parent
        while above is not None:
            if above is objective:
                raise BadCell("parent", _l("An objective cannot stand under itself."))
            above = above.parent
        objective.parent = parent

    def rows(self):
        query = select(Objective).options(joinedload(Objective.parent), joinedload(Objective.edition))
        for each in db.session.scalars(query.order_by(Objective.edition_id, Objective.code)):
            parent = each.parent.code if each.parent else ""
            yield each.edition.code, each.code, each.level, parent, each.title, each.title_en, each.note, each.certainty
