"""States of a circle: PM and the Statale among themselves; PM's own technician and the observing Fondazione stay outside."""

from app.database import commit, db, utc_now, writing
from app.membership.models import Mandate, Seat
from app.rendering import render
from app.workspaces.models import Thread, Workspace, close_circle, open_circle
from tests.states.guests import guest
from tests.states.workspaces import workspace

INSIDE = ("delegate", "other_delegate")


def circle_in(cast, space, name="Modelli economici", bodies=("US",), people=INSIDE, **options):
    """A circle that the delegate of PM opens; returns (circle, its thread)."""
    writing()
    space = db.session.merge(space)
    own = cast.mandate("delegate", space.place)
    chosen = [cast.mandate(role, space.place) for role in people]
    rendered = render("Conti tra noi.")
    others = [cast.body(code) for code in bodies]
    circle = open_circle(space, name, "Conti tra noi.", rendered, others, own, people=chosen, **options)
    thread = Thread.begin(circle, "Conti", circle.place.seats[0].mandates[0])
    commit()
    return circle, thread


def named(cast, circle, thread):
    seats = {seat.organisation.code: seat for seat in circle.place.seats}
    return {
        "circle": circle.id,
        "circle_thread": thread.id,
        "circle_lead_seat": seats["PM"].id,
        "circle_seat": seats["US"].id,
        "circle_mandate": cast.mandate("other_delegate", circle.place).id,
        "statale": cast.body("US").id,
        "fondazione": cast.body("FH").id,
        "technician": cast.person("technician").id,
    }


def circle(cast, **options):
    names = workspace(cast)
    return names | named(cast, *circle_in(cast, db.session.get(Workspace, names["workspace"]), **options))


def hidden(cast):
    return circle(cast, hidden=True)


def closed(cast):
    """What was said in it is read by those in it, and nobody adds to it."""
    names = circle(cast)
    writing()
    space = db.session.get(Workspace, names["circle"])
    close_circle(space, cast.mandate("delegate", space.place))
    commit()
    return names


def around_closed(cast):
    """The work around it is over, and with it what goes on in the circle."""
    names = circle(cast)
    writing()
    db.session.get(Workspace, names["workspace"]).closed_at = utc_now()
    commit()
    return names


def released(cast):
    """The Statale leaves the workspace; nobody says anything of the circle."""
    names = circle(cast)
    writing()
    db.session.get(Seat, names["partner_seat"]).end(reason="Ha finito la sua parte")
    commit()
    return names


def at_rest(cast):
    """The mandate of its delegate in the workspace is suspended, the one in the circle is not."""
    names = circle(cast)
    writing()
    db.session.get(Mandate, names["partner_mandate"]).suspend("Da chiarire", by=cast.person("admin"))
    commit()
    return names


def with_guest(cast):
    """A guest of the workspace who is not in its circle."""
    names = guest(cast)
    return names | named(cast, *circle_in(cast, db.session.get(Workspace, names["workspace"])))


STATES = {
    "circle": circle,
    "hidden circle": hidden,
    "circle closed": closed,
    "circle in closed workspace": around_closed,
    "released from around": released,
    "suspended around": at_rest,
    "circle beside a guest": with_guest,
}
