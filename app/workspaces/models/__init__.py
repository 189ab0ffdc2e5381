"""The nouns of workspaces."""

from app.workspaces.models.assessed import AssessedWorkspace, last_request, requests_of, subject_of, workspace_assessed
from app.workspaces.models.bridge import Brought, bring, tables_of
from app.workspaces.models.calling import call_from_post
from app.workspaces.models.circles import close_circle, open_circle
from app.workspaces.models.closing import close_work, served_now
from app.workspaces.models.discussion import Message, NonceReused, Thread
from app.workspaces.models.dossier import LEVELS, OUTCOMES, Dossier, DossierLevel, dossier_of
from app.workspaces.models.handing_on import Unit, open_tasks, units_of
from app.workspaces.models.life import STATES, Submission, WorkPause, in_state
from app.workspaces.models.line import TalkLine, Told, add_line, tells_line, told_lines
from app.workspaces.models.lineage import Lineage, lines_from, lines_to
from app.workspaces.models.mandating import give_mandate, submit
from app.workspaces.models.mention import Mention, nameable
from app.workspaces.models.merger import MOST_MERGED, Merger, MergerPart, open_merger_of
from app.workspaces.models.merging import agree
from app.workspaces.models.message import LONGEST_REASON, UNDO, MessageRevision, StaleEdit
from app.workspaces.models.message_file import MessageFile, come_with, folder_of_talk, tell_in_its_thread
from app.workspaces.models.moving import ThreadMove, move_message, move_thread, moved_away
from app.workspaces.models.passing_marks import read_own
from app.workspaces.models.passing_tasks import pass_to_body, pass_to_delegate
from app.workspaces.models.reaction import MARKS, MessageReaction, counts_of, react_to
from app.workspaces.models.reading import Draft, Followed, ReadMark, read_all
from app.workspaces.models.reference import SharedReference
from app.workspaces.models.shelf import Folder, SharedFile, SharedVersion, space_used
from app.workspaces.models.splitting import MOST_PARTS, Division, Part, split, taking_part
from app.workspaces.models.step import TaskStep
from app.workspaces.models.task import Task, has_owner
from app.workspaces.models.task_news import TaskNews
from app.workspaces.models.telling import tell_messages
from app.workspaces.models.workspace import KINDS, PARTICIPATION_ROLES, Contribution, Workspace
from app.workspaces.models.zones import NamedZone, brought_at, named_at, touches, zone_ids

__all__ = [
    "close_work",
    "served_now",
    "LEVELS",
    "OUTCOMES",
    "Dossier",
    "DossierLevel",
    "dossier_of",
    "Unit",
    "open_tasks",
    "units_of",
    "Lineage",
    "lines_from",
    "lines_to",
    "MOST_MERGED",
    "Merger",
    "MergerPart",
    "agree",
    "open_merger_of",
    "SharedReference",
    "MOST_PARTS",
    "Division",
    "Part",
    "split",
    "taking_part",
    "Mention",
    "call_from_post",
    "nameable",
    "Draft",
    "Followed",
    "ReadMark",
    "read_all",
    "read_own",
    "AssessedWorkspace",
    "last_request",
    "requests_of",
    "subject_of",
    "workspace_assessed",
    "LONGEST_REASON",
    "MARKS",
    "UNDO",
    "MessageReaction",
    "MessageRevision",
    "StaleEdit",
    "ThreadMove",
    "counts_of",
    "move_message",
    "move_thread",
    "moved_away",
    "react_to",
    "KINDS",
    "STATES",
    "NamedZone",
    "WorkPause",
    "Submission",
    "brought_at",
    "give_mandate",
    "in_state",
    "named_at",
    "submit",
    "touches",
    "zone_ids",
    "TalkLine",
    "Told",
    "add_line",
    "told_lines",
    "tells_line",
    "pass_to_body",
    "pass_to_delegate",
    "TaskStep",
    "Task",
    "has_owner",
    "TaskNews",
    "PARTICIPATION_ROLES",
    "Brought",
    "Contribution",
    "Message",
    "MessageFile",
    "NonceReused",
    "Folder",
    "SharedFile",
    "SharedVersion",
    "come_with",
    "folder_of_talk",
    "space_used",
    "tell_in_its_thread",
    "Thread",
    "Workspace",
    "bring",
    "close_circle",
    "open_circle",
    "tables_of",
    "tell_messages",
]
