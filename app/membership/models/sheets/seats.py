"""The seats of tables and who speaks in them, as a sheet."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.cells import BadCell
from app.database import day_of, db
from app.membership.models.act import Act
from app.membership.models.mandate import SPEAKING_ROLES, Mandate
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person, normal_email
from app.membership.models.place import Place
from app.membership.models.seat import Seat
from app.membership.models.sheets.bodies import bodies_by_name, name_of
from app.membership.models.table import Table
from app.sheets import Sheet, cell_of_since, cell_of_until, is_sheet

OPEN = Table.reserved_at.is_(None)


@is_sheet
class SeatSheet(Sheet):
    """A row a mandate, or a seat in which nobody speaks; what is not ended yet. A parity table changes by rosters only.

    A reserved table is its keepers' own: a sheet neither tells who sits there nor seats anybody.
    """

    kind = "seats"
    columns = ("table", "organisation", "title", "side", "since", "until", "person", "role", "mandate_since", "mandate_until",
               "act")  # fmt: skip
    key = ("table", "organisation", "title", "person", "role")
    needed = ("table", "organisation")

    def begin(self):
        self.bodies = bodies_by_name()
        self.people = {each.email: each for each in db.session.scalars(select(Person))}
        self.acts = {each.code: each for each in db.session.scalars(select(Act))}
        seats = selectinload(Table.place, Place.seats).selectinload(Seat.mandates)
        self.tables = {each.code: each for each in db.session.scalars(select(Table).where(OPEN).options(seats))}

    def take(self, cells):
        table, body = cells.found("table", self.tables), cells.found("organisation", self.bodies)
        act = cells.found("act", self.acts, needed=False)
        seat, seat_told = self.take_seat(table, body, cells, act)
        told = {seat_told, self.take_mandate(seat, cells, act) if cells.get("person") else "same"}
        return next(each for each in ("new", "changed", "same") if each in told)

    def take_seat(self, table, body, cells, act):
        title, side = cells.text("title", 200), cells.choice("side", ("", "a", "b"), "") or None
        seat = next((each for each in table.place.seats if same_seat(each, body, title, self.at)), None)
        since, until = cells.instant("since"), cells.end("until")
        if seat is None:
            since = since or self.at
            return table.place.seat(body, "member", since=since, until=until, side=side, title=title, act=act), "new"
        check_beginning("since", seat, since)
        if cell_of_until(seat.until) == cell_of_until(until):
            return seat, "same"
        seat.end(until)
        return seat, "changed"

    def take_mandate(self, seat, cells, act):
        email, role = normal_email(cells.text("person", 254)), cells.choice("role", SPEAKING_ROLES)
        if email not in self.people:
            raise BadCell("person", _l("“%(value)s” is not known here: bring people in first.", value=email))
        person = self.people[email]
        since, until = cells.instant("mandate_since"), cells.end("mandate_until")
        there = next((each for each in seat.mandates if same_mandate(each, person, role, self.at)), None)
        if there is None:
            seat.appoint(person, role, since=since, until=until, act=act)
            return "new"
        check_beginning("mandate_since", there, since)
        if cell_of_until(there.until) == cell_of_until(until or seat.until):
            return "same"
        there.end(until)
        return "changed"

    def rows(self):
        for table, seat, mandate in seats_and_mandates(self.at):
            dates = cell_of_since(seat.since), cell_of_until(seat.until)
            spoken = cells_of(mandate) if mandate else ("", "", "", "")
            act = (mandate.act if mandate else None) or seat.act
            yield table.code, name_of(seat.organisation), seat.title, seat.side, *dates, *spoken, act and act.code


def seats_and_mandates(at):
    """[(table, seat, mandate or None)] of what is in force or to come."""
    query = (
        select(Table, Seat).join(Seat, Seat.place_id == Table.place_id).where(OPEN, or_(Seat.until.is_(None), Seat.until > at))
    )
    people = selectinload(Seat.mandates).joinedload(Mandate.person)
    body = joinedload(Seat.organisation).joinedload(Organisation.municipality)
    query = query.options(people, body, selectinload(Seat.mandates).joinedload(Mandate.act), joinedload(Seat.act))
    for table, seat in db.session.execute(query.order_by(Table.code, Seat.id)):
        mandates = [each for each in seat.mandates if each.until is None or each.until > at]
        yield from ((table, seat, each) for each in mandates or [None])


def cells_of(mandate):
    return mandate.person.email, mandate.role, cell_of_since(mandate.since), cell_of_until(mandate.until)


def same_seat(seat, body, title, at):
    return seat.organisation_id == body.id and seat.title == title and (seat.until is None or seat.until > at)


def same_mandate(mandate, person, role, at):
    return mandate.person is person and mandate.role == role and (mandate.until is None or mandate.until > at)


def check_beginning(column, row, since):
    """What has begun is ended and begun anew, never edited."""
    if since and day_of(row.since) != day_of(since):
        raise BadCell(column, _l("Belongs there since %(day)s: end that first.", day=cell_of_since(row.since)))
