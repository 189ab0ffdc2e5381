"""Organisations as a sheet."""

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.cells import BadCell
from app.database import db
from app.membership.models.alias import Alias
from app.membership.models.organisation import Municipality, Organisation, check_parent
from app.membership.models.sheets.bodies import bodies_by_name, name_of
from app.sheets import Sheet, cell_of_until, is_sheet, set_all
from app.words import WORDS

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
ISTAT = re.compile(r"\d{6}")
CONTACTS = {"tax_code": 16, "ipa_code": 20, "pec": 254, "phone": 40, "address": 300, "website": 200}


@is_sheet
class OrganisationSheet(Sheet):
    """A row a body. Names and ends of what is here already are not changed by a sheet: they have acts of their own."""

    kind = "organisations"
    columns = ("code", "name", "name_en", "kind", "parent", "istat_code", "cadastral_code", "population", "area",
               *CONTACTS, "aliases", "until", "note")  # fmt: skip
    key = ("code",)
    needed = ("code", "name", "kind")

    def begin(self):
        self.known = bodies_by_name(selectinload(Organisation.aliases), joinedload(Organisation.parent))

    def take(self, cells):
        code = cells.text("code", 40, needed=True)
        body = self.known.get(code)
        if body is None:
            return self.add(code, cells)
        check_unchanged(body, cells)
        changed = [set_all(body, **facts(cells)), self.take_municipality(body, cells), add_aliases(body, cells)]
        parent = name_of(body.parent) if body.parent else ""
        return "changed" if any(changed) or cells.get("parent", parent) != parent else "same"

    def add(self, code, cells):
        if not CODE.fullmatch(code):
            raise BadCell("code", _l("A code is made of letters, digits, points and dashes."))
        body = Organisation(code=code, name=cells.text("name", 200, needed=True), until=cells.end("until"), **facts(cells))
        self.take_municipality(body, cells)
        add_aliases(body, cells)
        db.session.add(body)
        self.known[code] = body
        return "new"

    def take_municipality(self, body, cells):
        """What only a municipality has, by its ISTAT code; says whether anything changed."""
        istat = cells.text("istat_code", 6)
        if not istat:
            return False
        owner = self.known.get(istat)
        if not ISTAT.fullmatch(istat) or (owner is not None and owner is not body):
            raise BadCell("istat_code", _l("An ISTAT code has six digits and belongs to one municipality."))
        self.known[istat] = body
        if body.municipality is None:
            body.municipality = Municipality(istat_code=istat, cadastral_code="")
        area = cells.decimal("area", 100_000)
        return set_all(
            body.municipality,
            istat_code=istat,
            cadastral_code=cells.text("cadastral_code", 4),
            population=cells.number("population"),
            area=area if area is None else area.quantize(Decimal("0.0001")),
        )

    def tie(self, cells):
        """A body that this one is a part of may stand further down."""
        if "parent" in cells:
            body, parent = self.known[cells["code"]], cells.found("parent", self.known, needed=False)
            check_parent(body, parent)
            body.parent = parent

    def rows(self):
        options = selectinload(Organisation.aliases), joinedload(Organisation.municipality), joinedload(Organisation.parent)
        for body in db.session.scalars(select(Organisation).options(*options).order_by(Organisation.id)):
            town = body.municipality
            facts = (town.istat_code, town.cadastral_code, town.population, town.area) if town else ("", "", "", "")
            contacts = [getattr(body, name) for name in CONTACTS]
            names = "|".join(each.name for each in body.aliases)
            parent = name_of(body.parent) if body.parent else ""
            until = cell_of_until(body.until)
            yield name_of(body), body.name, body.name_en, body.kind, parent, *facts, *contacts, names, until, body.note


def facts(cells):
    """What a sheet may say of any body; a column that is not there says nothing."""
    told = {name: cells.text(name, limit) for name, limit in ({"name_en": 200, "note": 5000} | CONTACTS).items() if name in cells}
    return told | {"kind": cells.choice("kind", WORDS["organisation"])}


def check_unchanged(body, cells):
    if cells.text("name", 200, needed=True) != body.name:
        raise BadCell("name", _l("Here it is called “%(name)s”: register a change of name on its page.", name=body.name))
    if "until" in cells and (cell_of_until(body.until) or "") != cells["until"]:
        raise BadCell("until", _l("A body ends by a succession, on its page."))


def add_aliases(body, cells):
    """Names that are not known yet are added; none is taken away. Says whether any was."""
    known = {name.casefold() for name in (body.name, *(each.name for each in body.aliases))}
    fresh = [
        name.strip() for name in cells.text("aliases", 2000).split("|") if name.strip() and name.strip().casefold() not in known
    ]
    if any(len(name) > 200 for name in fresh):
        raise BadCell("aliases", _l("Write at most %(limit)s characters.", limit=200))
    body.aliases.extend(Alias(name=name, kind="spelling") for name in fresh)
    return bool(fresh)
