"""An example of joint work: the workspace born of the first decision, who takes part since when, and what they say."""

import secrets
from datetime import timedelta

from app.database import day_after, day_of, db, utc_now
from app.demo.coherence import ask_for_coherence
from app.demo.joint_tasks import give_tasks
from app.demo.people import SINCE, email_of, someone
from app.demo.shelf import lay_files
from app.demo.story import day_at, mandate_of
from app.demo.texts import CIRCLE, GUEST, JOINED, LEFT, PURPOSE, SERVES, THREADS
from app.happenings import announce, iso
from app.rendering import render
from app.workspaces.models import Thread, Workspace, open_circle

NAME = "Residenzialità per gli studenti"
OPENED = -119  # days from today


def tell_of_joint_work(world, decision):
    workspace = open_workspace(world, decision)
    own = workspace.place.seats[0].mandates[0]
    workspace.place.seats[0].appoint(world.people["technician"], "technician", since=own.since, voice=own)
    for joined in JOINED:
        welcome(world, workspace, joined, own)
    leave(workspace, own)
    serve(world, workspace, own)
    db.session.flush()
    ask_for_coherence(world, workspace, own)
    before, *after = THREADS
    discuss(world, workspace, before)
    let_in(world, workspace, own)
    for thread in after:
        discuss(world, workspace, thread)
    lay_files(workspace)
    confer_in_a_circle(world, workspace, own)
    db.session.flush()
    give_tasks(workspace)


def open_workspace(world, decision):
    """Led by the body that answers for the decision; its beginning is moved to the weeks after the sitting."""
    code, why = SERVES[0]
    voice = mandate_of(world, "delegate", decision.item.meeting.table.place)
    lead = world.people["delegate"]
    workspace = Workspace.launch(decision, NAME, PURPOSE, render(PURPOSE), world.objectives[code], why, lead, voice)
    seat, contribution = workspace.place.seats[0], workspace.contributions[0]
    workspace.opened_at = seat.since = seat.mandates[0].since = contribution.since = day_at(OPENED)
    return workspace


def welcome(world, workspace, joined, voice):
    seat = workspace.welcome(world.bodies[joined["body"]], joined["role"], since=day_at(joined["since"]), voice=voice)
    person = someone(world, joined["body"], joined["person"])
    seat.appoint(person, joined["as"], since=max(seat.since, SINCE), voice=voice)
    return seat


def let_in(world, workspace, voice):
    """A guest of a body that takes part nowhere else; she reads what is written from now on."""
    until = day_after(day_of(utc_now()) + timedelta(days=GUEST["days"]))
    stay = {"sponsor": voice, "purpose": GUEST["purpose"], "until": until}
    workspace.welcome_guest(email_of(GUEST["key"]), world.bodies[GUEST["body"]], **stay)
    db.session.flush()


def confer_in_a_circle(world, workspace, voice):
    """Three of the bodies settle the numbers among themselves; the others know of it and read nothing."""
    bodies = [world.bodies[code] for code in CIRCLE["bodies"]]
    circle = open_circle(workspace, CIRCLE["name"], CIRCLE["purpose"], render(CIRCLE["purpose"]), bodies, voice)
    db.session.flush()
    discuss(world, circle, CIRCLE["thread"])


def leave(workspace, voice):
    """One body went its way some weeks ago; its seat says why."""
    seat = next(each for each in workspace.place.seats if each.organisation.code == LEFT["body"])
    seat.until, seat.reason = day_at(LEFT["until"]), LEFT["reason"]
    for mandate in seat.mandates:
        mandate.until = seat.until
    announce(workspace, "seat-ended", seat, voice=voice, organisation=seat.organisation, until=iso(seat.until))


def serve(world, workspace, voice):
    for code, why in SERVES[1:]:
        contribution = workspace.serve(world.objectives[code], why, voice)
        contribution.since = workspace.opened_at + timedelta(days=14)


def discuss(world, workspace, told):
    mandates = {each.person: each for seat in workspace.place.seats for each in seat.mandates}
    voices = [(mandates[someone(world, *who)], body) for *who, body in told["messages"]]
    thread = Thread.begin(workspace, told["title"], voices[0][0])
    db.session.flush()
    for voice, body in voices:
        thread.post(voice, body, render(body), secrets.token_hex(16))
