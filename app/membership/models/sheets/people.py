"""People and the bodies they belong to, as a sheet."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from app.cells import BadCell
from app.database import day_of, db
from app.membership.models.organisation import Organisation
from app.membership.models.person import Affiliation, Person, normal_email
from app.membership.models.rules import check_dates
from app.membership.models.sheets.bodies import bodies_by_name, name_of
from app.outbox import ADDRESS
from app.sheets import Sheet, cell_of_since, cell_of_until, is_sheet, set_all
from app.words import LANGUAGES


@is_sheet
class PeopleSheet(Sheet):
    """A row a person in a body; who belongs to two bodies stands on two rows. Passwords neither go out nor come in."""

    kind = "people"
    columns = ("email", "name", "language", "organisation", "administrator", "since", "until")
    key = ("email", "organisation")
    needed = ("email", "name", "organisation")

    def begin(self):
        self.bodies = bodies_by_name()
        self.people = {each.email: each for each in db.session.scalars(select(Person))}
        self.belongs = {}
        for each in db.session.scalars(not_ended(self.at)):
            self.belongs[each.person.email, each.organisation_id] = each

    def take(self, cells):
        email = normal_email(cells.text("email", 254, needed=True))
        if not ADDRESS.fullmatch(email):
            raise BadCell("email", _l("“%(value)s” is not an e-mail address.", value=email))
        body = cells.found("organisation", self.bodies)
        told = self.take_person(email, cells)
        belonging = self.take_affiliation(email, body, cells)
        return belonging if belonging == "new" else "changed" if "changed" in (told, belonging) else told

    def take_person(self, email, cells):
        name = cells.text("name", 120, needed=True)
        language = cells.choice("language", LANGUAGES) if cells.get("language") else None
        person = self.people.get(email)
        if person is None:
            person = self.people[email] = Person(email=email, name=name, language=language)
            db.session.add(person)
            return "new"
        return "changed" if set_all(person, name=name, language=language or person.language) else "same"

    def take_affiliation(self, email, body, cells):
        """Affiliations are ended, not edited: another beginning or another right needs a new one."""
        since, until = cells.instant("since") or self.at, cells.end("until")
        administrator = cells.flag("administrator")
        check_dates(since, until)
        there = self.belongs.get((email, body.id))
        if there is None:
            return self.add(email, body, administrator, since, until)
        if cells.get("since") and day_of(there.since) != cells.day("since"):
            sentence = _l("Belongs there since %(day)s: end that first.", day=cell_of_since(there.since))
            raise BadCell("since", sentence)
        if there.administrator != administrator:
            there.until = max(self.at, there.since)
            return self.add(email, body, administrator, self.at, until) and "changed"
        return "changed" if set_all(there, until=until) else "same"

    def add(self, email, body, administrator, since, until):
        row = Affiliation(person=self.people[email], organisation=body, administrator=administrator, since=since, until=until)
        db.session.add(row)
        self.belongs[email, body.id] = row
        return "new"

    def rows(self):
        for each in db.session.scalars(not_ended(self.at).order_by(Person.email, Organisation.name)):
            person, yes = each.person, "yes" if each.administrator else "no"
            dates = cell_of_since(each.since), cell_of_until(each.until)
            yield person.email, person.name, person.language, name_of(each.organisation), yes, *dates


def not_ended(at):
    """Who belongs to a body now or later."""
    query = select(Affiliation).join(Affiliation.person).join(Affiliation.organisation)
    body = contains_eager(Affiliation.organisation)
    query = query.where(or_(Affiliation.until.is_(None), Affiliation.until > at))
    return query.options(contains_eager(Affiliation.person), body, body.joinedload(Organisation.municipality))
