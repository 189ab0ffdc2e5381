"""The nouns of workspaces."""

from app.workspaces.models.discussion import Message, NonceReused, Thread
from app.workspaces.models.workspace import Contribution, Workspace

__all__ = ["Contribution", "Message", "NonceReused", "Thread", "Workspace"]
