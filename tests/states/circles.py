"""The state of a parity table whose two sides have each a private space, and a secretariat that is in neither."""

from app.database import commit, db, writing
from app.membership.models import Circle
from tests.states.membership import start


def sides(cast):
    names = start(cast)
    conference = cast.table("CONF")
    writing()
    seat = next(seat for seat in conference.place.seats if seat.side == "b")
    seat.appoint(cast.person("area_lead"), "delegate")
    seat.appoint(cast.person("secretary"), "secretary")
    commit()
    circles = {each.side: each.id for each in db.session.scalars(db.select(Circle).where(Circle.table_id == conference.id))}
    return names | {"circle": circles["b"], "opposite_circle": circles["a"]}


STATES = {"sides": sides}
