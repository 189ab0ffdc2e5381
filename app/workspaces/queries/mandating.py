"""What the forms of an idea let one choose: where one speaks, the tables of its bodies, the decisions that were adopted there."""

from sqlalchemy import or_, select

from app.database import db
from app.meetings.models import AgendaItem, Decision
from app.membership.models import Table
from app.permissions import mandates_of, moment, seen_decisions, seen_tables, visible
from app.permissions.membership import SPEAKERS
from app.words import titled
from app.workspaces.models import tables_of

MOST = 100


def speaking_tables(person):
    """[(id, name)] of the tables that live at which a person speaks for a body, by name."""
    mandates = [each for each in mandates_of(person) if each.role in SPEAKERS and each.seat.role == "member"]
    lives = or_(Table.until.is_(None), Table.until > moment())
    return named(visible(seen_tables, Table.place_id.in_({each.seat.place_id for each in mandates}), lives))


def own_tables(workspace):
    """[(id, name)] of the tables that I see at which a body that works here sits."""
    return named(visible(seen_tables, Table.id.in_(tables_of(workspace, moment()).with_only_columns(Table.id))))


def named(query):
    return [(each.id, titled(each)) for each in db.session.scalars(query.order_by(Table.name, Table.id))]


def own_decisions(workspace):
    """[(id, words)] of the decisions adopted at those tables, the latest first, at most MOST; none of confidential items."""
    tables = tables_of(workspace, moment()).with_only_columns(Table.id)
    query = visible(seen_decisions, Decision.adopted_at.is_not(None), Decision.table_id.in_(tables))
    query = query.where(Decision.item.has(AgendaItem.confidential_at.is_(None)))
    found = db.session.scalars(query.order_by(Decision.adopted_at.desc(), Decision.id.desc()).limit(MOST)).all()
    names = dict(db.session.execute(select(Table.id, Table.name).where(Table.id.in_({each.table_id for each in found}))).all())
    return [(each.id, f"{each.label}, {names[each.table_id]}: {first_words(each.text)}") for each in found]


def first_words(text):
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"
