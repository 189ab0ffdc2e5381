"""What the pages of workspaces show: lists, one workspace, who took part over time, the talk."""

from app.workspaces.queries.geometry import geometry_of
from app.workspaces.queries.listed import (
    as_json,
    born_at,
    born_of,
    count_json,
    counts_of_edition,
    decision_json,
    listed,
    rows_of,
    seating,
    serving,
    with_origin,
)
from app.workspaces.queries.one import appointing, happening_of, people_of, shown, workspace_json
from app.workspaces.queries.talk import message_json, talk_json
from app.workspaces.queries.texts import new_readers, text_json, texts_of
from app.workspaces.queries.unread import unread_of, unread_once, unread_room_json, unread_rooms

__all__ = [
    "unread_of",
    "unread_once",
    "unread_room_json",
    "unread_rooms",
    "message_json",
    "new_readers",
    "text_json",
    "texts_of",
    "appointing",
    "as_json",
    "born_at",
    "born_of",
    "count_json",
    "counts_of_edition",
    "decision_json",
    "geometry_of",
    "happening_of",
    "listed",
    "people_of",
    "rows_of",
    "seating",
    "serving",
    "shown",
    "talk_json",
    "with_origin",
    "workspace_json",
]
