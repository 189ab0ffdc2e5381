"""Zones and the municipalities in them, as a sheet."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.cells import BadCell
from app.database import day_of, db
from app.membership.models.act import Act
from app.membership.models.organisation import Organisation
from app.membership.models.sheets.bodies import bodies_by_name, name_of
from app.membership.models.zone import Zone, ZoneMembership
from app.sheets import Sheet, cell_of_since, cell_of_until, is_sheet


@is_sheet
class ZoneSheet(Sheet):
    """A row a municipality in a zone, now or to come, with the act that made it enter."""

    kind = "zones"
    columns = ("zone", "zone_name", "municipality", "name", "since", "until", "act")
    key = ("municipality",)
    needed = ("zone", "municipality")
    offices = ("zones_office",)

    def begin(self):
        self.bodies = bodies_by_name()
        self.zones = {each.code: each for each in db.session.scalars(select(Zone))}
        self.acts = {each.code: each for each in db.session.scalars(select(Act))}
        self.there = {each.organisation_id: each for each in db.session.scalars(memberships(self.at))}

    def take(self, cells):
        """Enter, or leave by an earlier end; where it lies in another zone already it is moved there, not by a sheet."""
        body, act = cells.found("municipality", self.bodies), cells.found("act", self.acts, needed=False)
        zone, since, until = self.zone(cells), cells.instant("since"), cells.end("until")
        there = self.there.get(body.id)
        if there is None or there.zone is not zone:
            there = zone.admit(body, act, since=since or self.at)
            there.until = until or there.until
            self.there[body.id] = there
            return "new"
        if since and day_of(there.since) != day_of(since):
            raise BadCell("since", _l("Belongs there since %(day)s: end that first.", day=cell_of_since(there.since)))
        if cell_of_until(there.until) == cell_of_until(until):
            return "same"
        there.end(act, until=until)
        return "changed"

    def zone(self, cells):
        """The zone of a row; a new one where its name is given too."""
        code = cells.text("zone", 20, needed=True)
        if code not in self.zones:
            self.zones[code] = Zone(code=code, name=cells.text("zone_name", 120, needed=True))
            db.session.add(self.zones[code])
            db.session.flush()
        return self.zones[code]

    def rows(self):
        for each in db.session.scalars(memberships(self.at).order_by(Zone.code, Organisation.name)):
            dates = cell_of_since(each.since), cell_of_until(each.until)
            body, act = each.organisation, each.act
            yield each.zone.code, each.zone.name, name_of(body), body.name, *dates, act and act.code


def memberships(at):
    """Those in force or to come."""
    query = select(ZoneMembership).join(ZoneMembership.organisation).join(ZoneMembership.zone)
    body = contains_eager(ZoneMembership.organisation)
    query = query.options(body.joinedload(Organisation.municipality), contains_eager(ZoneMembership.zone))
    return query.options(joinedload(ZoneMembership.act)).where(or_(ZoneMembership.until.is_(None), ZoneMembership.until > at))
