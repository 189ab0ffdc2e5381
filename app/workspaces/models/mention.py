"""Mentions: who is called by name in a message; made from its text when it is saved, whether by a form or by a program.

A mention is written as plain text, `@` and the name as it stands in the workspace: it reads the same in the form, in a mail
and without scripts. Two people of one name are both called, unless the body is added: `@Name (Body)`.
"""

from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, selectinload

from app.database import db, utc_now
from app.membership.models import Mandate, Organisation, Seat
from app.rendering import pointed_out
from app.workspaces.models.workspace import Workspace

# Mentions of one message.
MOST = 50


class Mention(db.Model):
    """One of `person`, `organisation` and `circle` is set; `name` is how the text calls it."""

    __table_args__ = (
        Index(None, "message_id"),
        Index(None, "person_id", "message_id"),
        Index(None, "organisation_id", "message_id"),
        Index(None, "circle_id", "message_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[str] = mapped_column(String(420))


@dataclass(frozen=True)
class Named:
    """Who may be called in a workspace: `text` stands after the @, `note` tells namesakes apart."""

    kind: str
    id: int
    name: str
    note: str
    text: str

    @property
    def column(self):
        return f"{self.kind}_id"


def settle_mentions(message, workspace, writer_id):
    """Mark in the text of a message whom it calls, and keep that in rows; returns the rows that were not there before."""
    before = {(each.person_id, each.organisation_id, each.circle_id) for each in mentions_of(message.id)}
    by_text = {}
    for each in nameable(workspace, writer_id) if "@" in message.html else ():
        by_text.setdefault(each.text, []).append(each)
        by_text.setdefault(each.name, []).append(each)
    html, found = pointed_out(message.html, by_text)
    drop_mentions(message.id)
    if not found:
        return []
    message.html = html
    called = {each: text for text in found for each in by_text[text]}
    rows = [Mention(message_id=message.id, name=text, **{each.column: each.id}) for each, text in list(called.items())[:MOST]]
    db.session.add_all(rows)
    return [each for each in rows if (each.person_id, each.organisation_id, each.circle_id) not in before]


def mentions_of(message_id):
    return db.session.scalars(select(Mention).where(Mention.message_id == message_id).order_by(Mention.id)).all()


def drop_mentions(message_id):
    gone = delete(Mention).where(Mention.message_id == message_id)
    db.session.execute(gone, execution_options={"synchronize_session": False})


def nameable(workspace, writer_id):
    """Who may be called in a workspace by somebody: who speaks here now, the bodies that take part, the circles she knows of."""
    mandates = speaking_in(workspace.place_id)
    people = {each.person_id: each for each in reversed(mandates)}
    names = [each.person.name for each in people.values()]
    found = [person_named(each, names.count(each.person.name) > 1) for each in people.values()]
    bodies = {each.seat.organisation for each in mandates if each.seat.role != "guest"}
    found += [Named("organisation", each.id, each.name, each.code or "", each.name) for each in bodies]
    return sorted([*found, *circles_known(workspace, writer_id)], key=lambda each: (each.name.casefold(), each.kind, each.id))


def person_named(mandate, has_namesake):
    name, body = mandate.person.name, mandate.seat.organisation.name
    return Named("person", mandate.person_id, name, body, f"{name} ({body})" if has_namesake else name)


def speaking_in(place_id):
    """The mandates that give a right in a place at this moment."""
    at = utc_now()
    query = select(Mandate).join(Mandate.seat).join(Seat.organisation).where(Seat.place_id == place_id, Mandate.in_force(at))
    query = query.where(Seat.in_force(at), Organisation.lives(at), Mandate.confirmed_at.is_not(None)).order_by(Mandate.id)
    seat = contains_eager(Mandate.seat)
    query = query.options(seat.contains_eager(Seat.organisation), seat.selectinload(Seat.suspensions))
    query = query.options(selectinload(Mandate.suspensions), selectinload(Mandate.person))
    return [each for each in db.session.scalars(query) if each.holds(at)]


def circles_known(workspace, writer_id):
    """The circles of a workspace; hidden ones for who is in them only."""
    query = select(Workspace).where(Workspace.parent_id == workspace.id, Workspace.closed_at.is_(None)).order_by(Workspace.id)
    circles = db.session.scalars(query).all()
    known = [each for each in circles if not each.hidden or is_in(each, writer_id)]
    return [Named("circle", each.id, each.name, "", each.name) for each in known]


def is_in(circle, person_id):
    """Does she speak in a circle and, for the same body, in the workspace around it?"""
    around = {(each.person_id, each.seat.organisation_id) for each in speaking_in(circle.parent.place_id)}
    inside = {(each.person_id, each.seat.organisation_id) for each in speaking_in(circle.place_id)}
    return any(person == person_id for person, _body in inside & around)
