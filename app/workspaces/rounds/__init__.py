"""What workspaces look after by themselves."""

from app.workspaces.rounds import coherence_renewals, late_tasks, withdrawn_files

__all__ = ["coherence_renewals", "late_tasks", "withdrawn_files"]
