"""How happenings of a sitting are told to those who follow it: a change of item carries enough to be shown without asking."""

from sqlalchemy import select

from app.database import db
from app.happenings import iso, tells
from app.meetings.models.agenda import AgendaItem


@tells("item-taken-up")
def tell_items_taken_up(rows):
    """{happening id: the item at hand}: its place and title as everybody may read it, since when, the minutes meant for it."""
    query = select(AgendaItem).where(AgendaItem.id.in_([row.subject_id for row in rows]))
    items = {item.id: item for item in db.session.scalars(query)}
    return {row.id: told_item(items.get(row.subject_id), row) for row in rows}


def told_item(item, row):
    if item is None:
        return {"id": row.subject_id, "deleted": True}
    return {
        "id": item.id,
        "position": item.position,
        "title": item.title,
        "since": iso(row.at),
        "spent": row.facts["spent"],
        "planned_minutes": item.planned_minutes,
    }
