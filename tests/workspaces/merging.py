"""Two workspaces to merge: Residenze, led by PM with US as a partner, and Mense, led by US with PM and the Consorzio beside."""

import io
from datetime import timedelta
from types import SimpleNamespace

from app.database import commit, day_of, db, utc_now, writing
from app.membership.models import Guest
from app.rendering import render
from app.workspaces.models import Folder, Task, Thread, Workspace

PURPOSE = "Case e **mense** per chi studia."


def second(cast, decision):
    """Led by US; PM takes part with its substitute who speaks for it and its delegate, the Consorzio with the outsider."""
    writing()
    words = ("Mense", "Dare da mangiare a chi studia.", render("Dare da mangiare a chi studia."))
    space = Workspace.begin("joint_project", *words, decision=decision)
    lead = space.place.seat(cast.body("US"), "lead").appoint(cast.person("other_delegate"), "delegate")
    partner = space.place.seat(cast.body("PM"), "partner")
    partner.appoint(cast.person("substitute"), "delegate")
    partner.appoint(cast.person("delegate"), "technician")
    space.place.seat(cast.body("EX"), "observer").appoint(cast.person("outsider"), "technician")
    space.serve(cast.objective("P2.M1"), "Dà pasti.", lead)
    space.serve(cast.objective("P1.A.1"), "Vicino alle case.", lead)
    thread = Thread.begin(space, "Menù", lead)
    commit()
    return space, thread


def beside(app, cast, room):
    """The second workspace as the fixture `room` gives the first."""
    with app.app_context():
        space, thread = second(cast, db.session.get(Workspace, room.id).decision)
        page = f"/workspaces/{space.id}"
        messages = f"{page}/threads/{thread.id}/messages"
        return SimpleNamespace(id=space.id, page=page, thread=thread.id, messages=messages, talk=f"{page}/threads/{thread.id}")


def proposal(*others, **more):
    return {"name": "Vita da studenti", "purpose": PURPOSE, "workspaces": [each.id for each in others]} | more


def propose(visitor, room, *others, **more):
    """(number of the merger, {workspace: number of its part})."""
    answer = visitor("delegate").post(f"{room.page}/mergers", proposal(*others, **more))
    assert answer.status_code == 201, answer.text
    return read(visitor, answer.json["id"])


def read(visitor, id, role="auditor"):
    shown = visitor(role).get_json(f"/mergers/{id}").json
    return id, {each["workspace"]["id"]: each["id"] for each in shown["parts"]}


def agree(visitor, part, role="other_delegate"):
    return visitor(role).post(f"/merger-parts/{part}/agreement")


def merged(visitor, room, other, **more):
    """The number of the new workspace."""
    _id, parts = propose(visitor, room, other, **more)
    answer = agree(visitor, parts[other.id])
    assert answer.status_code == 200 and answer.json["merged"], answer.text
    return answer.json["merged"]


def task(app, cast, space, title, body, who):
    """An open task of a body, opened by who leads."""
    with app.app_context():
        writing()
        work = db.session.get(Workspace, space.id)
        voice = next(each for seat in work.place.seats if seat.role == "lead" for each in seat.mandates)
        owner = {"organisation": cast.body(body), "person": cast.person(who), "due_on": day_of(utc_now()) + timedelta(days=9)}
        made = Task.open(work, voice, title=title, decision=None, action=None, **owner)
        commit()
        return made.id


def share(visitor, space, name, role, **fields):
    """The number of a shared file; the bytes differ from workspace to workspace."""
    sent = {"file": [(io.BytesIO(b"%PDF-1.7 " + f"{space.id} {name}".encode()), name)], **fields}
    answer = visitor(role).post(f"{space.page}/files", sent, accept="application/json", content_type="multipart/form-data")
    assert answer.status_code == 201, answer.text
    return answer.json["items"][0]["id"]


def folder(app, cast, space, name, role):
    with app.app_context():
        writing()
        work = db.session.get(Workspace, space.id)
        made = Folder.make(work, name, None, cast.mandate(role, work.place))
        commit()
        return made.id


def guest(app, cast, space, role, sponsor):
    """A person of the Regione comes in as a guest for a month."""
    with app.app_context():
        writing()
        work = db.session.get(Workspace, space.id)
        until = utc_now() + timedelta(days=30)
        facts = {"sponsor": cast.mandate(sponsor, work.place), "purpose": "Consiglio", "until": until}
        Guest.welcome(work.place, cast.person(role).email, cast.body("RL"), **facts)
        commit()
