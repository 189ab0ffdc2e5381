"""Addresses worth opening first, for demo.json."""

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.meetings.models import Decision, Meeting, Minutes
from app.membership.models import Organisation, Table, Zone
from app.plan.models import Objective
from app.workspaces.models import Dossier, Lineage, Merger, Thread, Workspace


def places():
    """{name: path}, each the earliest of its kind in the story; what is no longer there is left out."""
    table = one(Table, Table.code == "TAV-UNI")
    thread = one(Thread)
    return built(
        table=("tables.table", {"id": table}),
        meeting=("meetings.meeting", {"id": one(Meeting, Meeting.table_id == table, Meeting.minutes.has(Minutes.id > 0))}),
        next_meeting=("meetings.meeting", {"id": one(Meeting, Meeting.table_id == table, Meeting.opened_at.is_(None))}),
        decision=("decisions.decision", {"id": one(Decision)}),
        workspace=("workspaces.workspace", {"id": one(Workspace)}),
        circle=("workspaces.workspace", {"id": one(Workspace, Workspace.parent_id.is_not(None))}),
        sub_area=("workspaces.workspace", {"id": one(Workspace, Workspace.kind == "sub_area")}),
        closed_work=("workspaces.workspace", {"id": one(Workspace, Workspace.id.in_(select(Dossier.workspace_id)))}),
        split_work=("workspaces.workspace", {"id": one(Workspace, Workspace.id.in_(select(Lineage.parent_id)))}),
        merger=("merging.merger", {"id": one(Merger)}),
        thread=("threads.thread", {"id": one(Workspace), "thread_id": thread}),
        objective=("plan.objective", {"id": one(Objective, Objective.code == "P2.G-UNI.3")}),
        organisation=("organisations.organisation", {"id": one(Organisation, Organisation.code == "POLIMI")}),
        zone=("zones.zone", {"id": one(Zone, Zone.code == "ZO-AM")}),
    )


def one(noun, *conditions):
    return db.session.scalar(select(noun.id).where(*conditions).order_by(noun.id).limit(1))


def built(**asked):
    addresses = current_app.url_map.bind("")
    return {name: addresses.build(endpoint, values) for name, (endpoint, values) in asked.items() if all(values.values())}
