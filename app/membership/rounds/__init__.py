"""What the worker does for membership at its own intervals, and the mails that follow what was done."""

from app.membership.rounds import asking_sponsors, mandate_mails, opinion_mails, resets, retention, taking_up

__all__ = ["asking_sponsors", "mandate_mails", "opinion_mails", "resets", "retention", "taking_up"]
