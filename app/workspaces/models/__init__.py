"""The nouns of workspaces."""

from app.workspaces.models.bridge import Brought, bring, tables_of
from app.workspaces.models.discussion import Message, NonceReused, Thread
from app.workspaces.models.telling import tell_messages
from app.workspaces.models.workspace import PARTICIPATION_ROLES, Contribution, Workspace

__all__ = [
    "PARTICIPATION_ROLES",
    "Brought",
    "Contribution",
    "Message",
    "NonceReused",
    "Thread",
    "Workspace",
    "bring",
    "tables_of",
    "tell_messages",
]
