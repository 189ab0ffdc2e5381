"""A workspace with an open task of each body, a document in a folder and one beside it, and the fields that split it."""

import io
from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.workspaces.models import Folder, SharedFile, Task, Workspace


def work_on(app, cast, room, visitor):
    """{name: number} of what lies in the workspace; each task is owned by its body's delegate."""
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        voice, due = cast.mandate("delegate", space.place), day_of(utc_now()) + timedelta(days=9)
        owners = {"lead_task": ("PM", "delegate"), "partner_task": ("US", "other_delegate")}
        made = {
            name: Task.open(
                space,
                voice,
                title=name,
                due_on=due,
                decision=None,
                action=None,
                organisation=cast.body(body),
                person=cast.person(who),
            )
            for name, (body, who) in owners.items()
        }
        made["folder"] = Folder.make(space, "Elenchi", None, cast.mandate("other_delegate", space.place))
        commit()
        names = {name: each.id for name, each in made.items()}
    names["loose"] = share(visitor, room.page, "sciolto.pdf")
    names["filed"] = share(visitor, room.page, "elenco.pdf", "other_delegate", folder=names["folder"])
    with app.app_context():
        files = {name: db.session.get(SharedFile, names[name]).latest.file_id for name in ("loose", "filed")}
    return names | {f"{name}_bytes": id for name, id in files.items()}


def share(visitor, page, name, role="delegate", **fields):
    sent = {"file": [(io.BytesIO(b"%PDF-1.7 " + name.encode()), name)], **fields}
    answer = visitor(role).post(f"{page}/files", sent, accept="application/json", content_type="multipart/form-data")
    assert answer.status_code == 201, answer.text
    return answer.json["items"][0]["id"]


def in_two(room, **other):
    """Case for PM with the Fondazione, studies for US with the Fondazione."""
    bodies = room.bodies
    return {
        "name_1": "Case", "purpose_1": "Trovare le case.", "bodies_1": [bodies["PM"], bodies["FH"]], "lead_1": bodies["PM"],
        "name_2": "Studi", "purpose_2": "Contare chi studia.", "bodies_2": [bodies["US"], bodies["FH"]], "lead_2": bodies["US"],
        "linked": "y",
    } | other  # fmt: skip


def split_in_two(visitor, room, **other):
    """The numbers of the two new workspaces."""
    answer = visitor("delegate").post(f"{room.page}/split", in_two(room, **other))
    assert answer.status_code == 201, answer.text
    return [each["id"] for each in answer.json["children"]]
